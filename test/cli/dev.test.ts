import { existsSync, readFileSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { chromium, type Browser } from 'playwright-core';
import { DevSession, type Told } from '../support/dev-session.ts';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
const HOSTILE = 'claude/"><svg/onload=alert(1)>';

const MARKUP = '<img src=x onerror=alert(1)> [go](javascript:alert(1))';

const session = new DevSession();
let before: string;
let announced: string;
let pushed: Told;

beforeAll(async () => {
  session.commit({ '.sluice.yml': 'tiers: []\n', 'src/a.txt': 'a\nb\nc\n' }, 'Start');
  session.branch(HOSTILE, { 'src/other.txt': 'x\n' }, 'Have a name');
  session.branch('claude/markup', { 'src/markup.txt': 'x\n' }, MARKUP);
  session.branch('claude/workflow', { '.github/workflows/mine.yml': 'on: push\njobs: {}\n' }, 'Change CI');
  before = session.look();
  announced = await session.up();
  pushed = await session.run('push', '--wait');
});
afterAll(() => session.close());

test('`up` says where it is, what it added, how to push and what comes next; only the owner can read its state', () => {
  const { url, agentToken } = session.state();
  expect(announced).toContain(`The local GitHub runs: ${url}`);
  expect(announced).toContain(
    'NOTE Only there main has one commit more, with .github/workflows/sluice-manifest.yml and .github/workflows/sluice.yml.',
  );
  expect(announced).toContain(`git push 'http://x-access-token:${agentToken}@`);
  expect(announced).not.toContain('\u001b');
  expect(statSync(session.stateFile).mode & 0o777).toBe(0o600);
});

test('a second `up` for the same repository is refused', async () => {
  const { code, err } = await session.run('up');
  expect(code).toBe(1);
  expect(err).toContain('error DEV_RUNNING: A local GitHub runs for this repository already');
  expect(err).toContain('next: Use it (`sluice dev open`), or end it with `sluice dev down`.');
});

test('`push` pushes as an agent: workflow files of its own are refused, and everything else ends in a pull request', async () => {
  expect(pushed.out).toMatch(
    /^claude\/markup {2}pushed at [0-9a-f]{10}: [0-9a-f]{10} with the workflow files merged in$/m,
  );
  expect(pushed.out).toMatch(/^claude\/workflow {2}refused: .*without `workflows` permission/m);
  expect(pushed.out).toMatch(/success +Sluice manifest · push · claude\/markup/);
  expect(pushed.out).toMatch(/success +sluice \/ Deliver/);
  expect(pushed.code).toBe(2);
  const again = await session.run('push', 'claude/markup');
  expect(again).toMatchObject({ code: 0, out: 'claude/markup  unchanged\n' });
});

test('`run` starts the coordinator, shows its jobs and says by its exit code how it ended', async () => {
  const { code, out } = await session.run('run', '--dry-run');
  expect(out).toMatch(/Sluice · workflow dispatch · main/);
  expect(out).toMatch(/success +sluice \/ Admit and cluster/);
  expect(code).toBe(0);
});

test('`logs` lists the runs, and prints the log of a job', async () => {
  const list = await session.run('logs');
  expect(list.out).toMatch(/^\d+ {2}success +Sluice manifest · push · claude\/markup/m);
  const log = await session.run('logs', 'latest', '--job', 'deliver');
  expect(log.out).toMatch(/^== sluice \/ Deliver$/m);
  expect(log.out.split('\n').length).toBeGreaterThan(5);
  const none = await session.run('logs', '7');
  expect(none.err).toContain('error UNKNOWN_NAME: There is no run "7".');
});

describe('the page', () => {
  let browser: Browser;
  beforeAll(async () => {
    const executablePath = process.env['CHROMIUM'] ?? PLACES.find((place) => existsSync(place));
    if (executablePath === undefined)
      throw new Error('Install Chromium, or name it in the variable CHROMIUM.');
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(() => browser?.close());

  test('shows everything by its links, fits a phone, loads nothing and runs nothing of what others wrote', async () => {
    const { url, repository } = session.state();
    const seen = new Map<string, string>();
    const incidents: string[] = [];
    const page = await browser.newPage({ viewport: { width: 390, height: 800 }, colorScheme: 'dark' });
    page.on('console', (message) => incidents.push(`console: ${message.text()}`));
    page.on('pageerror', (error) => incidents.push(`error: ${error.message}`));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => incidents.push('dialog')));
    const waiting = [`${url}/`];
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at)) continue;
      const requests: string[] = [];
      const note = (request: { url(): string }): void => void requests.push(request.url());
      page.on('request', note);
      await page.goto(at);
      page.off('request', note);
      if (requests.length !== 1) incidents.push(`${at} loads ${requests.join(' ')}`);
      seen.set(at, await page.locator('body').innerText());
      const facts = await page.evaluate<[number, number, number]>(
        `[document.documentElement.scrollWidth - innerWidth, document.querySelectorAll('script, svg, img, iframe, object, form').length,
          [...document.querySelectorAll('*')].flatMap((each) => [...each.attributes]).filter(({ name }) => name.startsWith('on')).length]`,
      );
      if (facts.some((each) => each > 0)) incidents.push(`${at}: ${facts.join(' ')}`);
      const links = await page.evaluate<string[]>(
        `[...document.querySelectorAll('a')].map(({ href }) => href)`,
      );
      waiting.push(...links.filter((link) => link.startsWith(`${url}/`) && !link.endsWith('/log')));
    }
    await page.close();
    expect(incidents).toEqual([]);
    const paths = [...seen.keys()].map((each) => each.slice(url.length));
    const at = (pattern: RegExp): string =>
      seen.get(url + (paths.find((path) => pattern.test(path)) ?? '')) ?? '';
    expect(at(/^\/$/)).toContain(HOSTILE);
    expect(at(/\/pull\/1$/)).toContain('Checkpoint: 1 agent branch onto main');
    expect(at(/\/pull\/1$/)).toContain('<img src=x onerror=alert(1)>');
    expect(at(/\/tree\/claude\/markup$/)).toContain('In a checkpoint: Merges cleanly and lands as it is.');
    expect(at(/\/tree\/claude\/%22/)).toContain(HOSTILE);
    expect(at(/\/actions\/runs\/\d+$/)).toMatch(/success/);
    expect(
      [...seen.values()].filter((text) => /Steps\s+success\s+Set up job/.test(text)).length,
    ).toBeGreaterThan(3);
    expect(paths.filter((path) => path.startsWith(`/${repository}`)).length).toBeGreaterThan(15);
  });

  test('is for browsers of this machine, not for a name of elsewhere that points here', async () => {
    const { url } = session.state();
    const status = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        get(url, { headers: { host } }, (response) => resolve(response.resume().statusCode)).on(
          'error',
          reject,
        );
      });
    expect([await status('evil.example'), await status('localhost:1')]).toEqual([421, 200]);
  });

  test('says what is not there, and its policy lets nothing run', async () => {
    const { url, repository } = session.state();
    const response = await fetch(`${url}/${repository}/actions/runs/7`, { headers: { accept: 'text/html' } });
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('There is no such page');
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-/,
    );
  });
});

test('`open` prints the address and `merge` merges, which is audited', async () => {
  const { url, repository } = session.state();
  expect(await session.run('open')).toMatchObject({ code: 0, out: `${url}/${repository}\n` });
  const merged = await session.run('merge', '1');
  expect(merged.out).toMatch(
    /^Merged into main of the local GitHub as [0-9a-f]{10}; the audit of it starts now\.$/m,
  );
});

test('Ctrl-C, while something runs, ends every process and leaves nothing; the repository was never written', async () => {
  const { pid, directory } = session.state();
  const family = session.family(pid);
  expect(family.length).toBeGreaterThan(1);
  expect(await session.interrupt()).toBe(0);
  const alive = family.filter((id) => existsSync(`/proc/${id}`) && !isZombie(id));
  expect(alive).toEqual([]);
  expect([existsSync(session.stateFile), existsSync(directory)]).toEqual([false, false]);
  expect(session.look()).toBe(before);
  const { code, err } = await session.run('logs');
  expect([code, err]).toEqual([1, expect.stringContaining('error DEV_NOT_RUNNING')]);
});

/** One whose parent is gone waits for the first process of the machine to take notice. */
function isZombie(id: number): boolean {
  return readFileSync(`/proc/${id}/stat`, 'utf8').split(') ')[1]!.startsWith('Z');
}
