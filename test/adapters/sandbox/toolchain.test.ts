import { chmodSync, existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findToolchain, isBelow } from '@sluice/adapters/sandbox/toolchain';
import { digestToolchain } from '@sluice/adapters/sandbox/toolchain-digest';
import { directory, removeAll, run } from '../../support/sandboxed.ts';

afterAll(removeAll);

test('of tool homes only programs are shown, never what lies beside them', () => {
  const home = directory({
    '.cargo/bin/cargo': '',
    '.cargo/credentials.toml': 'token',
    '.ssh/id_ed25519': 'key',
    '.npmrc': 'token',
    '.pyenv/versions/3.12/bin/python': '',
    '.pyenv/shims/python': '',
    '.local/bin/mine': '',
    '.local/share/keyrings/k': 'key',
    'bin/own': '',
  });
  const path = ['.cargo/bin', '.pyenv/shims', '.local/bin', 'bin', '.ssh', '.']
    .map((name) => join(home, name))
    .join(':');
  const { readable, path: shown, variables } = findToolchain({ PATH: `${path}:relative::/usr/bin` }, home);
  const wanted = ['.cargo/bin', '.pyenv/shims', '.pyenv/versions'].map((name) => join(home, name));
  expect([...readable].sort()).toEqual(wanted);
  expect(shown.slice(0, 3)).toEqual([join(home, '.cargo/bin'), join(home, '.pyenv/shims'), '/usr/bin']);
  expect(variables).toEqual({ PYENV_ROOT: join(home, '.pyenv') });
});

test('a tool home that is a link to other places is not followed', () => {
  const home = directory({ 'private/bin/secret': '' });
  symlinkSync(join(home, 'private'), join(home, '.cargo'));
  expect(findToolchain({ PATH: `${home}/.cargo/bin` }, home).readable).toEqual([]);
});

test('directories on PATH that anybody can write to, or that belong to a project, are not shown', () => {
  const project = directory({ 'node_modules/.bin/tool': '', 'bin/tool': '' });
  expect(
    findToolchain({ PATH: `${project}/node_modules/.bin:${project}/bin:/etc:/proc/self/cwd` }, '/nonexistent')
      .readable,
  ).toEqual([]);
});

test('a directory contains what lies below it, not what begins like it', () => {
  expect(['/a/b', '/a', '/ab', '/'].map((path) => isBelow(path, '/a'))).toEqual([true, true, false, false]);
});

test('the digest follows the programs', () => {
  const bin = directory({ node: 'one' });
  chmodSync(join(bin, 'node'), 0o755);
  const digest = (sandbox = 'bubblewrap'): string => digestToolchain(sandbox, [bin]);
  const first = digest();
  expect(first).toMatch(/^[0-9a-f]{64}$/);
  expect(digest()).toBe(first);
  expect(digest('none')).not.toBe(first);
  utimesSync(join(bin, 'node'), 1, 1);
  const later = digest();
  expect(later).not.toBe(first);
  writeFileSync(join(bin, 'python3'), '', { mode: 0o755 });
  expect(digest()).not.toBe(later);
});

test('a place where package managers keep tokens for everybody is shown empty', async () => {
  const place = ['/usr/local/etc', '/usr/etc'].find((candidate) => existsSync(candidate));
  if (place === undefined) return;
  const { output } = await run(`ls -A ${place} | wc -l`);
  expect(output).toBe('0\n');
});

test('programs of the machine run inside', async () => {
  mkdirSync(join(directory(), 'x'));
  const { exit, output } = await run(
    'node -p 1+1 && python3 -c "print(2+2)" && git --version && npm --version >/dev/null && echo fine',
  );
  expect(exit).toBe(0);
  expect(output).toMatch(/^2\n4\ngit version .*\nfine\n$/);
});
