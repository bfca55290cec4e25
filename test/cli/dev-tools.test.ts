import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { findNode, WANTED } from '../../packages/cli/src/dev/find-node.ts';
import { findRunning, requireRunning } from '../../packages/cli/src/dev/dev-state.ts';
import { findToolkit } from '../../packages/cli/src/dev/toolkit.ts';

let place: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'sluice-dev-tools-'));
});
afterEach(() => rmSync(place, { recursive: true, force: true }));

function put(path: string, text = ''): string {
  const file = join(place, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

describe('the toolkit', () => {
  test('of this checkout is found from wherever in it a program is', () => {
    const { checkout, entry, sigstoreEntry } = findToolkit();
    expect(existsSync(entry) && existsSync(sigstoreEntry)).toBe(true);
    expect(findToolkit(join(checkout, 'dist/cli'))).toEqual(findToolkit());
  });

  test('that is not there, or lacks parts, is a fault that names them', () => {
    expect(() => findToolkit(place)).toThrow(expect.objectContaining({ code: 'TOOLKIT_MISSING' }));
    put('dist/dev/index.cjs');
    put('action.yml');
    expect(() => findToolkit(join(place, 'dist/cli'))).toThrow(
      /has no actions\/extract-manifest\/action\.yml/,
    );
  });
});

describe('the Node that runs actions', () => {
  const path = process.env['PATH'];
  const version = process.versions.node;
  afterEach(() => {
    process.env['PATH'] = path;
    Object.defineProperty(process.versions, 'node', { value: version });
  });

  test('is this one where it is new enough', async () => {
    expect(await findNode(place)).toBe(process.execPath);
  });

  test('is another one where this is too old, and a fault that names the version where there is none', async () => {
    Object.defineProperty(process.versions, 'node', { value: '20.19.0', configurable: true });
    process.env['PATH'] = join(place, 'bin');
    chmodSync(put('bin/node', '#!/bin/sh\necho v22.1.0\n'), 0o755);
    await expect(findNode(place)).rejects.toMatchObject({
      code: 'NODE_TOO_OLD',
      message: expect.stringContaining(`Node ${WANTED}`),
    });
    const own = put('node_modules/node/bin/node', `#!/bin/sh\necho v${WANTED}.0.0\n`);
    chmodSync(own, 0o755);
    expect(await findNode(place)).toBe(own);
  });
});

describe('a state file that is left over', () => {
  const state = (directory: string): string =>
    JSON.stringify({
      schema: 'sluice/dev@1',
      pid: 999_999_999,
      instance: 'gone',
      url: 'http://127.0.0.1:9',
      directory,
    });

  test('is removed with what that local GitHub kept', async () => {
    const left = put('sluice-dev-x/repositories/file');
    const file = put('dev.json', state(join(place, 'sluice-dev-x')));
    expect(await findRunning(place)).toBeNull();
    expect([existsSync(file), existsSync(left)]).toEqual([false, false]);
    await expect(requireRunning(place)).rejects.toMatchObject({ code: 'DEV_NOT_RUNNING' });
  });

  test('removes nothing that is not of a local GitHub, whatever it names', async () => {
    const other = put('work/file');
    put('dev.json', state(join(place, 'work')));
    expect(await findRunning(place)).toBeNull();
    expect(existsSync(other)).toBe(true);
  });

  test('that is no state is removed too', async () => {
    const file = put('dev.json', '{');
    expect(await findRunning(place)).toBeNull();
    expect(existsSync(file)).toBe(false);
  });
});
