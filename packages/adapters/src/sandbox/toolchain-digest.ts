import { createHash } from 'node:crypto';
import { realpathSync, statSync } from 'node:fs';
import { arch, release } from 'node:os';
import { findExecutable } from '../machine/on-path.ts';

/** Raised when this adapter changes what a command can observe, so that verdicts seen under the old rules are not reused. */
const ADAPTER_VERSION = 1;

const PROGRAMS =
  'sh bash node npm npx pnpm yarn bun deno python3 python pip uv go gofmt cargo rustc rustup java javac mvn gradle gcc g++ clang cc make cmake ruby bundle php dotnet git';

/**
 * What decides results besides the tree: the programs that commands find, recognised by real path, size and time rather
 * than by asking each for its version, and the machine.
 */
export function digestToolchain(
  sandbox: string,
  path: readonly string[],
  extra: readonly string[] = [],
): string {
  const programs = PROGRAMS.split(' ').map((name) => `${name} ${fingerprint(name, path)}`);
  const facts = [
    `adapter ${ADAPTER_VERSION}`,
    `sandbox ${sandbox}`,
    `machine ${arch()} ${release()}`,
    ...programs,
    ...extra,
  ];
  return createHash('sha256').update(facts.join('\n')).digest('hex');
}

/** Real path, size and time of a file; `-` when there is none. */
export function fileFingerprint(file: string): string {
  try {
    const real = realpathSync(file);
    const { size, mtimeMs } = statSync(real);
    return `${real} ${size} ${mtimeMs}`;
  } catch {
    return '-';
  }
}

function fingerprint(name: string, path: readonly string[]): string {
  const found = findExecutable(name, path);
  return found === null ? '-' : fileFingerprint(found);
}
