// Repositories of any size in a second: one `git fast-import`, no work tree.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { PLACE } from './place.ts';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { bareGitEnvironment } from './bare-git.ts';

/** Replaces one line (counted from zero) of a file of the base. */
export interface LineEdit {
  readonly path: string;
  readonly line: number;
}

export interface BranchPlan {
  readonly name: string;
  readonly edits: readonly LineEdit[];
  /** Commits of the base that it does not have. */
  readonly behind: number;
}

export interface RepositoryPlan {
  /** Number of lines by path. */
  readonly files: ReadonlyMap<string, number>;
  /** Commits of the base after the first, each one edit. */
  readonly advances: readonly LineEdit[];
  readonly branches: readonly BranchPlan[];
}

/** Makes a bare repository as planned, hands it over, and removes it. */
export async function withRepository<T>(
  plan: RepositoryPlan,
  use: (directory: string) => Promise<T>,
): Promise<T> {
  const place = mkdtempSync(join(PLACE, 'sluice-bench-'));
  const directory = join(place, 'repository.git');
  try {
    spawnSync('git', ['init', '--quiet', '--bare', '--initial-branch=main', directory], {
      env: bareGitEnvironment(),
    });
    await fastImport(directory, plan);
    return await use(directory);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

/** Paths of a repository of `count` files in directories of twenty, with `lines` lines each. */
export function filesOf(count: number, lines: number): Map<string, number> {
  return new Map(
    Array.from({ length: count }, (_, i) => [
      `src/part${String(Math.floor(i / 20)).padStart(2, '0')}/file${i}.ts`,
      lines,
    ]),
  );
}

async function fastImport(directory: string, plan: RepositoryPlan): Promise<void> {
  const child = spawn('git', ['fast-import', '--quiet', '--done'], {
    env: bareGitEnvironment(directory),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const exit = once(child, 'exit');
  await pipeline(Readable.from(stream(plan)), child.stdin);
  const [code] = (await exit) as [number | null];
  if (code !== 0) throw new Error(`git fast-import ended with ${code}`);
}

function* stream({ files, advances, branches }: RepositoryPlan): Generator<string> {
  const base = new Map([...files].map(([path, lines]) => [path, linesOf(path, lines)]));
  yield commit({ ref: 'refs/heads/main', mark: 1, time: 0, message: 'start' });
  for (const [path, lines] of base) yield file(path, lines);
  for (const [i, { path, line }] of advances.entries()) {
    yield commit({ ref: 'refs/heads/main', mark: i + 2, time: i + 1, message: `advance ${i}`, from: i + 1 });
    base.set(path, edited(base.get(path)!, [line], `main ${i}`));
    yield file(path, base.get(path)!);
  }
  const tip = advances.length + 1;
  for (const [i, { name, edits, behind }] of branches.entries()) {
    const where = { mark: tip + 1 + i, time: tip + 1 + i, message: `Work of ${name}`, from: tip - behind };
    yield commit({ ref: `refs/heads/${name}`, ...where });
    // What the base did after the branch left it is not in the branch.
    const later = new Set(advances.slice(advances.length - behind).map(({ path }) => path));
    for (const path of new Set(edits.map((edit) => edit.path))) {
      if (later.has(path)) continue;
      const lines = edits.filter((edit) => edit.path === path).map(({ line }) => line);
      yield file(path, edited(base.get(path)!, lines, name));
    }
  }
  yield 'done\n';
}

function linesOf(path: string, count: number): string[] {
  return Array.from({ length: count }, (_, i) => `const line${i} = '${path.length}';`);
}

function edited(lines: readonly string[], at: readonly number[], by: string): string[] {
  const result = [...lines];
  for (const line of at) result[line] = `const line${line} = 'by ${by}';`;
  return result;
}

interface Head {
  readonly ref: string;
  readonly mark: number;
  readonly time: number;
  readonly message: string;
  readonly from?: number;
}

/** Format: https://git-scm.com/docs/git-fast-import */
function commit({ ref, mark, time, message, from }: Head): string {
  const who = `Bench <bench@example.invalid> ${1_700_000_000 + time} +0000`;
  const parent = from === undefined ? '' : `from :${from}\n`;
  return `commit ${ref}\nmark :${mark}\nauthor ${who}\ncommitter ${who}\n${data(message)}${parent}`;
}

function file(path: string, lines: readonly string[]): string {
  return `M 100644 inline ${path}\n${data(`${lines.join('\n')}\n`)}`;
}

function data(text: string): string {
  return `data ${Buffer.byteLength(text)}\n${text}\n`;
}
