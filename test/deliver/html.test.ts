import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { htmlReport, plainText } from '@sluice/deliver';
import type { RunResult } from '@sluice/model';
import { hostileResult, manyResult } from '../support/hostile-run-results.ts';
import { mixedResult } from '../support/run-results.ts';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
];

function findChromium(): string {
  const named = process.env['CHROMIUM'];
  const found = named !== undefined ? named : PLACES.find((place) => existsSync(place));
  if (found === undefined || !existsSync(found)) {
    throw new Error(
      `These tests look at the report in a real Chromium, and none is at ${named ?? PLACES.join(', ')}. Install one (apt-get install chromium) or name it in the variable CHROMIUM.`,
    );
  }
  return found;
}

const directory = mkdtempSync(join(tmpdir(), 'sluice-report-'));
let browser: Browser;

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser?.close();
});

interface Opened {
  readonly page: Page;
  /** Everything that should not happen: console messages, errors, dialogs, requests other than for the page itself. */
  readonly incidents: string[];
}

async function open(
  name: string,
  result: RunResult,
  look: { width: number; scheme: 'light' | 'dark' },
): Promise<Opened> {
  const file = join(directory, `${name}.html`);
  writeFileSync(file, htmlReport(result));
  const page = await browser.newPage({
    viewport: { width: look.width, height: 900 },
    colorScheme: look.scheme,
  });
  const incidents: string[] = [];
  const url = pathToFileURL(file).href;
  page.on('console', (message) => incidents.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (request.url() !== url) incidents.push(`request: ${request.url()}`);
  });
  page.on('dialog', (dialog) => {
    incidents.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(url);
  await page.screenshot({ path: join(directory, `${name}-${look.scheme}-${look.width}.png`) });
  return { page, incidents };
}

const RESULTS: Record<string, () => RunResult> = {
  mixed: mixedResult,
  hostile: hostileResult,
  many: () => manyResult(1000),
};
const LOOKS = [
  { width: 1280, scheme: 'light' },
  { width: 400, scheme: 'dark' },
] as const;

describe.each(Object.keys(RESULTS))('the report of the %s run in a browser', (name) => {
  const result = RESULTS[name]!();

  test.each(LOOKS)('opens without any incident and fits %o', async (look) => {
    const { page, incidents } = await open(name, result, look);
    const widths = await page.evaluate<number[]>('[document.documentElement.scrollWidth, innerWidth]');
    expect(widths[0]).toBeLessThanOrEqual(widths[1]!);
    expect(incidents).toEqual([]);
    await page.close();
  });

  test('shows the name of every branch, once in the table', async () => {
    const { page } = await open(name, result, LOOKS[0]);
    const names = await page.locator('table.branches th .name').allInnerTexts();
    expect(names.toSorted()).toEqual(result.branches.map((branch) => plainText(branch.name)).toSorted());
    await page.close();
  });
});

describe('the look of the report', () => {
  test('differs between light and dark, with readable contrast in both', async () => {
    const contrasts: number[] = [];
    const grounds: string[] = [];
    for (const scheme of ['light', 'dark'] as const) {
      const { page } = await open('mixed', mixedResult(), { width: 1280, scheme });
      grounds.push(await page.evaluate<string>('getComputedStyle(document.documentElement).backgroundColor'));
      for (const selector of [
        'h1',
        '.muted',
        '.chip.s-held',
        '.chip.s-landed',
        '.chip.s-rejected',
        '.chip.s-excluded',
        '.pass',
        '.fail',
      ]) {
        const style = (of: string, property: string) =>
          page.evaluate<string>(
            `getComputedStyle(document.querySelector(${JSON.stringify(of)})).${property}`,
          );
        const color = await style(selector, 'color');
        const ground = await style('.card', 'backgroundColor');
        contrasts.push(contrast(color, ground));
      }
      await page.close();
    }
    expect(luminance(grounds[0]!)).toBeGreaterThan(0.8);
    expect(luminance(grounds[1]!)).toBeLessThan(0.05);
    expect(Math.min(...contrasts)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(Object.keys(RESULTS))(
    'has no name or label over another in the drawings of the %s run',
    async (name) => {
      const { page } = await open(name, RESULTS[name]!(), LOOKS[0]);
      const covered = await page.evaluate<
        string[]
      >(`[...document.querySelectorAll('.graph svg')].flatMap((svg) => {
      const frame = svg.getBoundingClientRect();
      const boxes = [...svg.querySelectorAll('text')].map((text) => [text.textContent, text.getBoundingClientRect()]);
      const hit = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2;
      const outside = boxes.filter(([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1).map(([text]) => text + ' is cut off');
      return outside.concat(boxes.flatMap(([text, box], i) => boxes.slice(i + 1).filter(([, other]) => hit(box, other)).map(([other]) => text + ' / ' + other)));
    })`);
      expect(covered).toEqual([]);
      await page.close();
    },
  );

  test('has landmarks, one main heading, and a header for every column', async () => {
    const { page } = await open('mixed', mixedResult(), LOOKS[0]);
    for (const landmark of ['header', 'main', 'footer', 'h1'])
      expect(await page.locator(landmark).count()).toBe(1);
    const bare = await page.evaluate<number>(
      `[...document.querySelectorAll('table')].filter((table) => table.querySelectorAll('thead th[scope=col]').length === 0).length`,
    );
    expect(bare).toBe(0);
    expect(await page.locator('.graph svg[role=img][aria-label]').count()).toBe(2);
    await page.close();
  });

  test('says first that no tests ran', async () => {
    const { page } = await open('hostile', hostileResult(), LOOKS[0]);
    expect(await page.locator('header > *').first().innerText()).toMatch(
      /^No tests ran: only the built-in check/,
    );
    await page.close();
  });
});

describe('hostile input in the report', () => {
  test('makes no element, no handler and no link, and stays readable as text', async () => {
    const { page, incidents } = await open('hostile', hostileResult(), LOOKS[0]);
    const harmless = await page.evaluate<number>(
      `document.querySelectorAll('script, img, iframe, object, embed, form, base, a:not(.skip)').length`,
    );
    const handlers = await page.evaluate<string[]>(
      `[...document.querySelectorAll('*')].flatMap((element) => [...element.attributes]).map((attribute) => attribute.name).filter((name) => /^on|^src/.test(name))`,
    );
    expect(harmless).toBe(0);
    expect(handlers).toEqual([]);
    await page
      .locator('summary')
      .evaluateAll((all) => all.forEach((each) => (each as unknown as { click(): void }).click()));
    expect(await page.locator('body').innerText()).toContain('<script>alert(1)</script>');
    expect(incidents).toEqual([]);
    await page.close();
  });

  test('would be stopped by the policy of the page even if it got in', async () => {
    const file = join(directory, 'breached.html');
    writeFileSync(
      file,
      htmlReport(mixedResult()).replace(
        '<main>',
        '<main><script>document.title = "owned"</script><img src="https://evil.invalid/x.png">',
      ),
    );
    const page = await browser.newPage();
    const failures: string[] = [];
    page.on('console', (message) => failures.push(message.text()));
    await page.goto(pathToFileURL(file).href);
    expect(await page.title()).not.toBe('owned');
    expect(failures.filter((text) => text.includes('Content Security Policy'))).toHaveLength(2);
    await page.close();
  });
});

function luminance(color: string): number {
  const [r, g, b] = color
    .match(/[\d.]+/g)!
    .slice(0, 3)
    .map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}
