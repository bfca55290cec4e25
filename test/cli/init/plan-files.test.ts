import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Fault } from '@sluice/model';
import { allowedIn, MOST_FORMER, pinOf } from '../../../packages/cli/src/init/pins.ts';
import { planFiles, type InitRequest, type Present } from '../../../packages/cli/src/init/plan-files.ts';
import { TEMPLATES_MODULE, templatesModule } from '../../../scripts/build/templates-module.ts';

const ROOT = join(import.meta.dirname, '../../..');
const id = (digit: number | string): string => String(digit).repeat(40);
const NOTHING: Present = { extract: null, coordinate: null };
const REQUEST: InitRequest = {
  toolkit: 'acme/sluice',
  commit: id(1),
  base: 'main',
  branches: ['claude/**'],
  upgrade: false,
  force: false,
};

const plan = (request: Partial<InitRequest> = {}, present = NOTHING) =>
  planFiles({ ...REQUEST, ...request }, present);
const after = (request: Partial<InitRequest> = {}, present = NOTHING): Present => {
  const [extract, coordinate] = plan(request, present).files;
  return { extract: extract!.text, coordinate: coordinate!.text };
};
const upgraded = (commit: string, present: Present): Present =>
  after({ toolkit: null, upgrade: true, commit }, present);

function faultOf(act: () => unknown): Fault {
  try {
    act();
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
  throw new Error('There was no fault.');
}

test('the templates in the program are those of the repository (npm run build)', async () => {
  expect(await templatesModule(ROOT)).toBe(readFileSync(join(ROOT, TEMPLATES_MODULE), 'utf8'));
});

describe('a repository without workflows', () => {
  test('gets two files that are pinned and leave nothing open', () => {
    const { files } = plan();
    expect(files.map(({ path, change }) => [path, change])).toEqual([
      ['.github/workflows/sluice-manifest.yml', 'new'],
      ['.github/workflows/sluice.yml', 'new'],
    ]);
    for (const { text } of files) {
      expect(text).not.toMatch(/OWNER|0{40}/);
      expect(pinOf(text)).toMatchObject({ toolkit: 'acme/sluice', commit: id(1) });
    }
  });

  test('gets the branches and the base that it has', () => {
    const { extract, coordinate } = after({ base: 'trunk', branches: ['bot/**', 'claude/*'] });
    expect(parse(extract!)).toMatchObject({ on: { push: { branches: ['bot/**', 'claude/*'] } } });
    expect(parse(coordinate!)).toMatchObject({
      on: { workflow_run: { branches: ['bot/**', 'claude/*'] }, push: { branches: ['trunk'] } },
    });
  });

  test('is asked which toolkit', () => {
    expect(faultOf(() => plan({ toolkit: null }))).toMatchObject({ code: 'OPTION_INVALID' });
  });

  test('has nothing to upgrade', () => {
    expect(faultOf(() => plan({ upgrade: true })).message).toContain('is not there');
  });

  test.each([
    [{ toolkit: 'acme/sluice@main' }],
    [{ toolkit: "acme/slu'ice" }],
    [{ toolkit: 'acme/sluice\n    secrets: inherit' }],
    [{ commit: 'main' }],
    [{ commit: id(0) }],
    [{ commit: id(1).slice(1) }],
    [{ base: "main'\n  pull_request_target:" }],
    [{ base: '${{ github.head_ref }}' }],
    [{ branches: ["claude/**'\npermissions: write-all"] }],
    [{ branches: ['claude/**', ''] }],
  ])('%j has no place in a workflow file', (request) => {
    expect(faultOf(() => plan(request)).code).toBe('OPTION_INVALID');
  });
});

describe('a repository that has the files', () => {
  test('keeps them when they say the same already', () => {
    expect(plan({}, after()).files.map(({ change }) => change)).toEqual(['unchanged', 'unchanged']);
  });

  test('is not written over, whoever wrote them', () => {
    expect(faultOf(() => plan({ commit: id(2) }, after())).next).toContain('--upgrade');
    const foreign = { extract: null, coordinate: 'on: push\njobs: {}\n' };
    expect(faultOf(() => plan({}, foreign))).toMatchObject({
      code: 'TARGET_EXISTS',
      message: expect.stringContaining('not one of Sluice'),
    });
    expect(faultOf(() => plan({ upgrade: true }, { ...after(), ...foreign })).code).toBe('OPTION_INVALID');
  });

  test('--force writes them anew, and still believes the commits before', () => {
    const forced = after({ force: true, commit: id(2), base: 'trunk' }, after());
    expect(allowedIn(forced.coordinate!)).toEqual([id(1)]);
    expect(after({ force: true }, { extract: 'x', coordinate: 'y' })).toEqual(after());
  });

  test('--force with another toolkit believes nothing of the old one', () => {
    const forced = after({ force: true, commit: id(2), toolkit: 'other/sluice' }, after());
    expect(allowedIn(forced.coordinate!)).toEqual([]);
  });
});

describe('an upgrade', () => {
  test('moves both pins, keeps the former commit allowed and leaves the rest alone', () => {
    const before = after();
    const own = before.coordinate!.replace("cron: '23 * * * *'", "cron: '7 3 * * *' # at night");
    const now = upgraded(id(2), { ...before, coordinate: own });
    expect([pinOf(now.extract!)!.commit, pinOf(now.coordinate!)!.commit]).toEqual([id(2), id(2)]);
    expect(now.coordinate).toContain("cron: '7 3 * * *' # at night");
    expect(parse(now.coordinate!)).toMatchObject({
      jobs: { sluice: { with: { 'toolkit-commits': id(1) } } },
    });
  });

  test('to the commit that is pinned changes nothing', () => {
    const files = plan({ upgrade: true }, after()).files;
    expect(files.map(({ change }) => change)).toEqual(['unchanged', 'unchanged']);
  });

  test('and back believes both, each once', () => {
    const there = upgraded(id(2), after());
    expect(allowedIn(upgraded(id(1), there).coordinate!)).toEqual([id(2)]);
  });

  test('of one file alone keeps what the other still signs with', () => {
    const now = upgraded(id(2), after());
    const half = { extract: after().extract, coordinate: now.coordinate };
    expect(allowedIn(upgraded(id(3), half).coordinate!)).toEqual([id(2), id(1)]);
  });

  test(`keeps at most ${MOST_FORMER}, and says which it drops`, () => {
    let present = after();
    for (let digit = 2; digit <= MOST_FORMER + 1; digit++) present = upgraded(id(digit), present);
    const next = plan({ toolkit: null, upgrade: true, commit: id('a') }, present);
    expect(next.kept).toEqual([6, 5, 4, 3, 2].map(id));
    expect(next.dropped).toEqual([id(1)]);
  });

  test('to another toolkit is refused: its commits would prove nothing', () => {
    expect(faultOf(() => plan({ upgrade: true, toolkit: 'other/sluice' }, after())).next).toContain(
      '--force',
    );
  });

  test('needs the line that holds the former commits', () => {
    const before = after();
    const without = before.coordinate!.replace(/ *toolkit-commits:.*\n/, '');
    expect(faultOf(() => upgraded(id(2), { ...before, coordinate: without })).next).toContain(
      'toolkit-commits',
    );
  });

  test.each(['"%"', "'%'", '%', "'%' # kept"])('reads former commits written as %s', (form) => {
    const before = after();
    const own = before.coordinate!.replace(
      "toolkit-commits: ''",
      `toolkit-commits: ${form.replace('%', id(9))}`,
    );
    expect(allowedIn(upgraded(id(2), { ...before, coordinate: own }).coordinate!)).toEqual([id(1), id(9)]);
  });
});
