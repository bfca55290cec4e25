// The command line as users run it: the bundle in a process of its own. Whatever a run says as JSON must be valid
// against the published schema, in every scenario.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import type { BranchResult, RunResult } from '@sluice/model';
import { directory } from './sandboxed.ts';

const ROOT = join(import.meta.dirname, '../..');
export const CLI = join(ROOT, 'dist/sluice/index.cjs');

const schema = JSON.parse(readFileSync(join(ROOT, 'packages/model/schema/sluice-run.schema.json'), 'utf8'));
const isValid = new Ajv2020({ allErrors: true }).compile(schema);

export interface Finished {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What `--json` wrote; null if the run ended without a result. */
  readonly result: RunResult | null;
}

export interface Running {
  readonly pid: number;
  /** Resolves when standard error shows the pattern; rejects if the process ends without. */
  shows(pattern: RegExp): Promise<void>;
  readonly finished: Promise<Finished>;
}

interface Options {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Instead of the CLI under this node: for a wrapper such as `time`. */
  readonly wrap?: readonly string[];
}

/** Starts the CLI as the leader of its own process group, as a shell does; `run` and `plan` write JSON. */
export function start(args: readonly string[], { cwd = ROOT, env = {}, wrap = [] }: Options = {}): Running {
  const json = ['run', 'plan'].includes(args[0]!) ? join(directory(), 'result.json') : null;
  const [file, ...rest] = [...wrap, process.execPath, CLI, ...args, ...(json ? ['--json', json] : [])];
  // Without what npm and jest tell their own children.
  const own = Object.entries(process.env).filter(([name]) => !/^(?:npm_|NODE_OPTIONS$)/.test(name));
  const child = spawn(file!, rest, {
    cwd,
    env: { ...Object.fromEntries(own), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  let stderr = '';
  let stdout = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString('utf8')));
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString('utf8')));
  const finished = ended(child).then(({ code, signal }) => {
    const result = json && existsSync(json) ? validated(readFileSync(json, 'utf8')) : null;
    return { code, signal, stdout, stderr, result };
  });
  const shows = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(stderr)) resolve();
      };
      child.stderr.on('data', look);
      child.on('close', () => reject(new Error(`ended without ${String(pattern)}:\n${stderr}`)));
      look();
    });
  return { pid: child.pid!, shows, finished };
}

/** Runs the CLI to its end. */
export function sluice(args: readonly string[], options: Options = {}): Promise<Finished> {
  return start(args, options).finished;
}

function ended(child: ChildProcess): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
}

function validated(text: string): RunResult {
  const result: unknown = JSON.parse(text);
  if (!isValid(result))
    throw new Error(`The result breaks its schema: ${JSON.stringify(isValid.errors, null, 2)}`);
  return result as RunResult;
}

/** The result of a run that ended by itself. */
export function resultOf({ result, code, stderr }: Finished): RunResult {
  if (!result) throw new Error(`No result, exit status ${code}:\n${stderr}`);
  return result;
}

/** One branch of the result. */
export function branchOf(run: Finished, name: string): BranchResult {
  const found = resultOf(run).branches.find((branch) => branch.name === name);
  if (!found) throw new Error(`${name} is not in the result.`);
  return found;
}

/** `status reason` of every branch, by name. */
export function outcomes(run: Finished): Record<string, string> {
  return Object.fromEntries(
    resultOf(run).branches.map(({ name, status, reason }) => [name, `${status} ${reason}`]),
  );
}

export interface ShownFault {
  readonly code: string;
  readonly message: string;
  readonly next: string;
}

/** The fault that stopped a run, from its last words. */
export function faultOf({ code, stderr, stdout, result }: Finished): ShownFault {
  const [, name, message, next] = /^error ([A-Z_]+): ([^]+)\n {2}next: ([^]+)\n$/m.exec(stderr) ?? [];
  if (code !== 1 || name === undefined || result)
    throw new Error(`No fault, exit status ${code}:\n${stdout}${stderr}`);
  return { code: name, message: message!, next: next! };
}

/** Processes other than this one whose command line or environment has the text. */
export function processesWith(text: string): string[] {
  return readdirSync('/proc').flatMap((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return [];
    const read = (file: string): string => {
      try {
        return readFileSync(`/proc/${pid}/${file}`, 'latin1').replaceAll('\0', ' ');
      } catch {
        return '';
      }
    };
    const command = read('cmdline');
    return `${command}${read('environ')}`.includes(text) ? [`${pid} ${command}`] : [];
  });
}

/** Waits until no process has the text any more; those left after five seconds. */
export async function leftBehind(text: string): Promise<string[]> {
  for (let i = 0; i < 100 && processesWith(text).length > 0; i++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return processesWith(text);
}
