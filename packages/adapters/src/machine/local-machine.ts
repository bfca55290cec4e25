import { execFile } from 'node:child_process';
import { homedir } from 'node:os';
import { promisify } from 'node:util';
import type { Clock, Machine } from '@sluice/ports';
import { findToolchain } from '../sandbox/toolchain.ts';
import { findExecutable, onPath } from './on-path.ts';

/** What tells the registry of a program: Yarn has two names for it, from version 2 on the second. */
const QUESTIONS = {
  npm: [['config', 'get', 'registry']],
  yarn: [
    ['config', 'get', 'registry'],
    ['config', 'get', 'npmRegistryServer'],
  ],
  go: [
    ['env', 'GOPROXY'],
    ['env', 'GOSUMDB'],
  ],
} as const;

/** Where Go takes modules from, and what it checks them with. Source: https://go.dev/ref/mod#environment-variables */
const GO_VARIABLES = ['GOPROXY', 'GOSUMDB', 'GONOSUMDB', 'GONOPROXY', 'GOPRIVATE'];

/** The machine that this process runs on; `unsafe`: commands run without a sandbox, and see all of it. */
export function localMachine({ unsafe }: { readonly unsafe: boolean }): Machine {
  return {
    async registryHosts(program) {
      const answers = await Promise.all(QUESTIONS[program].map((question) => ask(program, question)));
      return answers.flatMap((answer) => answer.split(/[,|\s]+/)).flatMap(hostOf);
    },
    async registryVariables(program) {
      if (program !== 'go') return {};
      const values = await Promise.all(GO_VARIABLES.map((name) => ask('go', ['env', name])));
      // What somebody else runs must not see a password.
      return Object.fromEntries(
        GO_VARIABLES.flatMap((name, i) =>
          values[i] === '' || values[i]!.includes('@') ? [] : [[name, values[i]!]],
        ),
      );
    },
    hasProgram: (name) =>
      unsafe
        ? onPath(name) !== null
        : findExecutable(name, findToolchain(process.env, homedir()).path) !== null,
  };
}

/** The checksum database of Go is a name, perhaps followed by its key. */
function hostOf(place: string): string[] {
  if (URL.canParse(place)) return [new URL(place).host].filter((host) => host !== '');
  const name = /^[\w-]+(?:\.[\w-]+)+(?=$|\+)/.exec(place)?.[0];
  return name === undefined ? [] : [name];
}

/** What it prints; nothing where it fails, or is not there. */
async function ask(program: keyof typeof QUESTIONS, question: readonly string[]): Promise<string> {
  try {
    // In a repository Yarn would run the program that the repository has, and Go might fetch itself in another version.
    const place = program === 'npm' ? {} : { cwd: '/' };
    const { stdout } = await promisify(execFile)(program, question, { ...place, timeout: 10_000 });
    return stdout.trim();
  } catch {
    return '';
  }
}

export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  elapsed: () => performance.now() / 1000,
};
