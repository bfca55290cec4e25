import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import type { Clock, Machine } from '@sluice/ports';
import { findToolchain } from '../sandbox/toolchain.ts';
import { findExecutable, onPath } from './on-path.ts';

/** By what name a program knows its registry: Yarn has two, from version 2 on the second. */
const QUESTIONS = { npm: ['registry'], yarn: ['registry', 'npmRegistryServer'] } as const;

/** The machine that this process runs on; `unsafe`: commands run without a sandbox, and see all of it. */
export function localMachine({ unsafe }: { readonly unsafe: boolean }): Machine {
  return {
    async registryHosts(program) {
      const answers = await Promise.all(QUESTIONS[program].map((setting) => ask(program, setting)));
      return answers.flatMap((answer) => (URL.canParse(answer) ? [new URL(answer).host] : []));
    },
    hasProgram: (name) =>
      unsafe
        ? onPath(name) !== null
        : findExecutable(name, findToolchain(process.env, homedir()).path) !== null,
  };
}

/** What it prints; nothing where it fails, or is not there. */
async function ask(program: keyof typeof QUESTIONS, setting: string): Promise<string> {
  try {
    // In a repository Yarn would run the program that the repository has.
    const place = program === 'yarn' ? { cwd: '/' } : {};
    const { stdout } = await promisify(execFile)(program, ['config', 'get', setting], {
      ...place,
      timeout: 10_000,
    });
    return stdout.trim();
  } catch {
    return '';
  }
}

export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  elapsed: () => performance.now() / 1000,
};
