import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Limits } from '@sluice/model';
import type { Sandbox, SandboxRequest, SandboxResult } from '@sluice/ports';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';

export const LIMITS: Limits = { seconds: 30, memoryMb: 1024, processes: 100, diskMb: 64, outputKb: 64 };

/** What a command did, with its output as text. */
export type Ran = Omit<SandboxResult, 'output'> & { readonly output: string };

/** Parts of a request; limits are merged into {@link LIMITS}. */
export type Wanted = Partial<Omit<SandboxRequest, 'limits'>> & {
  readonly limits?: Partial<Limits>;
  readonly in?: Sandbox;
};

/** A directory of the host with files, removed by {@link removeAll}. */
export function directory(files: Readonly<Record<string, string>> = {}): string {
  const made = realpathSync(mkdtempSync(join(tmpdir(), 'sluice-test-')));
  directories.push(made);
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(made, path)), { recursive: true });
    writeFileSync(join(made, path), content);
  }
  return made;
}

const directories: string[] = [];

export function removeAll(): void {
  for (const made of directories.splice(0)) rmSync(made, { recursive: true, force: true });
}

let shared: Promise<Sandbox> | undefined;

/** The sandbox of this machine. */
export function sandbox(): Promise<Sandbox> {
  return (shared ??= findSandbox({ unsafe: false }));
}

/** Runs a command on a workspace (an empty one unless told) in the sandbox of this machine. */
export async function run(command: string, wanted: Wanted = {}): Promise<Ran> {
  const { in: given, limits, ...rest } = wanted;
  const result = await (given ?? (await sandbox())).run({
    workspace: rest.workspace ?? directory(),
    command,
    mounts: [],
    hosts: [],
    collect: [],
    collectInto: null,
    signal: new AbortController().signal,
    ...rest,
    limits: { ...LIMITS, ...limits },
  });
  return { ...result, output: result.output.toString('utf8') };
}
