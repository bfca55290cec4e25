// The same sandbox with something missing: what an attack test fails on, so that it is known to be able to.
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { onPath } from '@sluice/adapters/machine/on-path';
import type { Sandbox } from '@sluice/ports';
import { directory } from './sandboxed.ts';

/** Replaces single arguments of bubblewrap by others, or (an empty list) takes them out. */
export type Weakening = Readonly<Record<string, readonly string[]>>;

/** No process namespace of its own: all processes of the machine are seen. */
export const SHARED_PROCESSES: Weakening = { '--unshare-pid': [], '--proc': ['--ro-bind', '/proc'] };

/** The sandbox of this machine, its bubblewrap started with other arguments than ours. */
export async function weakenedSandbox(weakening: Weakening): Promise<Sandbox> {
  const place = directory();
  // Commands of a root process run as another user, which has to get here too.
  chmodSync(place, 0o755);
  const cases = Object.entries(weakening).map(
    ([argument, others]) => `    ${quote(argument)}) set -- "$@" ${others.map(quote).join(' ')};;\n`,
  );
  const script = `#!/bin/sh
for argument do
  shift
  case "$argument" in
${cases.join('')}    *) set -- "$@" "$argument";;
  esac
done
exec ${quote(onPath('bwrap')!)} "$@"
`;
  writeFileSync(join(place, 'bwrap'), script, { mode: 0o755 });
  const before = process.env['PATH'];
  process.env['PATH'] = `${place}:${before}`;
  try {
    return await findSandbox({ unsafe: false });
  } finally {
    process.env['PATH'] = before;
  }
}

/** What `--unsafe-no-sandbox` runs commands in. */
export function noSandbox(): Promise<Sandbox> {
  return findSandbox({ unsafe: true });
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
