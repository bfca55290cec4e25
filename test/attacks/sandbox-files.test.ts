// A test run must change nothing outside its own copy and read nothing of the host but programs.
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { directory, removeAll, run } from '../support/sandboxed.ts';

afterAll(removeAll);

const snapshot = (root: string): readonly string[] =>
  (readdirSync(root, { recursive: true }) as string[]).sort().map((path) => {
    const { mode, mtimeMs, size, isFile } = {
      ...statSync(join(root, path)),
      isFile: statSync(join(root, path)).isFile(),
    };
    return `${path} ${mode} ${mtimeMs} ${size} ${isFile ? readFileSync(join(root, path), 'utf8') : ''}`;
  });

test('files of the workspace can be changed, and stay as they were outside', async () => {
  const workspace = directory({ 'base.txt': 'base', 'dir/inner.txt': 'inner', 'gone.txt': 'gone' });
  const before = snapshot(workspace);
  const { exit, output } = await run(
    'echo edited >>base.txt; printf X | dd of=dir/inner.txt conv=notrunc 2>/dev/null; rm gone.txt; chmod 777 dir; touch new; cat base.txt dir/inner.txt; ls',
    { workspace },
  );
  expect({ exit, output }).toEqual({ exit: 0, output: 'baseedited\nXnnerbase.txt\ndir\nnew\n' });
  expect(snapshot(workspace)).toEqual(before);
});

test('a hard link in the workspace is no way to the other name of the file', async () => {
  const outside = directory({ original: 'original' });
  const workspace = directory();
  linkSync(join(outside, 'original'), join(workspace, 'link'));
  const { exit, output } = await run('echo overwritten >link; cat link', { workspace });
  expect({ exit, output }).toEqual({ exit: 0, output: 'overwritten\n' });
  expect(readFileSync(join(outside, 'original'), 'utf8')).toBe('original');
});

test('a mount can be read and not written, also not through a hard link or another mount', async () => {
  const source = directory({ 'pkg/index.js': 'console.log("from the cache")' });
  const before = snapshot(source);
  const mounts = [{ source, target: 'node_modules' }];
  const benign = await run('node node_modules/pkg/index.js', { mounts });
  expect(benign).toMatchObject({ exit: 0, output: 'from the cache\n' });
  const attack = await run(
    'echo x >node_modules/pkg/index.js; rm -r node_modules/pkg; touch node_modules/new; ln node_modules/pkg/index.js l; mount -o remount,rw node_modules; chmod 777 node_modules/pkg; true',
    { mounts },
  );
  expect(attack.exit).toBe(0);
  expect(attack.output).toMatch(/Read-only file system/);
  expect(snapshot(source)).toEqual(before);
});

test('tools can write to node_modules/.cache, and that stays inside', async () => {
  const source = directory({ 'pkg/index.js': '' });
  const command =
    'mkdir -p node_modules/.cache/tool && echo hit >node_modules/.cache/tool/f && cat node_modules/.cache/tool/f';
  const { exit, output } = await run(command, { mounts: [{ source, target: 'node_modules' }] });
  expect({ exit, output }).toEqual({ exit: 0, output: 'hit\n' });
  expect(existsSync(join(source, '.cache'))).toBe(false);
});

test('nothing can be written outside the copy and the temporary directory', async () => {
  const outside = directory();
  const { exit, output } = await run(
    `for d in / /usr /usr/bin /etc /var /run /dev /root /home ${outside} ${homedir()} ${tmpdir()}/..; do touch "$d/planted" 2>/dev/null && echo "wrote $d"; done
     (echo x >/proc/sys/kernel/hostname) 2>/dev/null && echo "wrote proc"; chmod 000 /dev/null 2>/dev/null && echo "changed a device"
     touch /tmp/mine "$HOME/mine" ./mine /dev/shm/mine && echo ok`,
  );
  expect({ exit, output }).toEqual({ exit: 0, output: 'ok\n' });
  expect(readdirSync(outside)).toEqual([]);
  expect(existsSync('/tmp/mine')).toBe(false);
});

test('files of the host cannot be read, files of the workspace can', async () => {
  const secret = directory({ secret: 'top secret' });
  const workspace = directory({ own: 'own content' });
  mkdirSync(join(workspace, 'links'));
  symlinkSync(join(secret, 'secret'), join(workspace, 'links/file'));
  symlinkSync(secret, join(workspace, 'links/dir'));
  const command = `cat ${secret}/secret links/file links/dir/secret /etc/shadow /proc/1/root${secret}/secret /workspace/../${secret}/secret 2>/dev/null; ls -A ${homedir()}/.ssh ${homedir()}/.npmrc ${homedir()}/.netrc 2>/dev/null; ls /home 2>/dev/null; cat own`;
  const { output } = await run(command, { workspace });
  expect(output).toBe('own content');
  const { output: user } = await run('whoami; cut -d: -f1 /etc/passwd | tr "\\n" " "');
  expect(user).toBe('sluice\nroot sluice nobody ');
});

test('no mount, no user namespace and no device gives more', async () => {
  const { exit, output } = await run(
    'mkdir m; mount -t tmpfs t m 2>/dev/null && echo mounted; unshare -Ur true 2>/dev/null && echo namespace; mknod d b 254 0 2>/dev/null && echo device; grep CapEff /proc/self/status; grep NoNewPrivs /proc/self/status',
  );
  expect({ exit, output }).toEqual({ exit: 0, output: 'CapEff:\t0000000000000000\nNoNewPrivs:\t1\n' });
});

test('a link in the way of a mount is refused, and makes nothing outside', async () => {
  const outside = directory();
  const source = directory({ file: '' });
  const workspace = directory();
  symlinkSync(`/oldroot${outside}`, join(workspace, 'packages'));
  const linked = await run('true', { workspace, mounts: [{ source, target: 'packages/node_modules' }] });
  expect(linked).toMatchObject({ exit: 126, ended: 'exit' });
  expect(linked.output).toBe(
    'Not run: packages is not a directory, but packages/node_modules must be mounted there.\n',
  );
  expect(readdirSync(outside)).toEqual([]);
  writeFileSync(join(workspace, 'node_modules'), 'a file');
  const blocked = await run('true', { workspace, mounts: [{ source, target: 'node_modules' }] });
  expect(blocked.exit).toBe(126);
});
