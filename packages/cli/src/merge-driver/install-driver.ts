import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { attributeLines, DRIVER, driverSettings } from './driver-settings.ts';

const FIRST = '# >>> sluice merge-driver';
const LAST = '# <<< sluice merge-driver';

/**
 * Names the driver in the settings of one repository, and the files it is for in its own attributes, which are part of
 * no commit (`attributes: false`: only the settings). The same twice changes nothing the second time.
 */
export function installDriver(repo: string, { attributes }: { attributes: boolean }): void {
  for (const [name, value] of driverSettings(process.execPath, programFile()))
    git(repo, ['config', '--local', '--replace-all', name, value]);
  const file = attributesFile(repo);
  if (attributes) writeBlock(file, [FIRST, ...attributeLines(), LAST]);
}

/** Takes out what {@link installDriver} put there. */
export function uninstallDriver(repo: string): void {
  // 128 and 5: there is no such section.
  git(repo, ['config', '--local', '--remove-section', `merge.${DRIVER}`], [0, 5, 128]);
  writeBlock(attributesFile(repo), []);
}

/** The launcher, whichever bundle this is. */
function programFile(): string {
  return join(dirname(realpathSync(process.argv[1]!)), '../sluice/index.cjs');
}

function attributesFile(repo: string): string {
  return resolve(repo, git(repo, ['rev-parse', '--git-path', 'info/attributes']).trim());
}

/** Puts the lines in the place of our block; what others wrote around it stays. */
function writeBlock(file: string, lines: readonly string[]): void {
  const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const before = old.split('\n');
  const [from, to] = [before.indexOf(FIRST), before.indexOf(LAST)];
  const rest = from >= 0 && to > from ? before.toSpliced(from, to - from + 1) : before;
  while (rest.at(-1) === '') rest.pop();
  const text = [...rest, ...lines].map((line) => `${line}\n`).join('');
  if (text === old) return;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function git(repo: string, args: readonly string[], accepted: readonly number[] = [0]): string {
  const ran = spawnSync('git', ['-C', repo, ...args], { encoding: 'utf8' });
  if (ran.error) throw ran.error;
  if (!accepted.includes(ran.status ?? -1)) throw new Error(ran.stderr.trim() || `git ${args[0]} failed`);
  return ran.stdout;
}
