import type { Oid } from '@sluice/model';
import { gitFault, type GitProcesses } from './git-process.ts';

const NEWLINE = 0x0a;

/**
 * Those of the objects that are missing or damaged. `git cat-file` reads each once and ends at the first damaged one,
 * after which the others are asked for again; nothing of their content is kept.
 */
export async function unreadableObjects(
  processes: GitProcesses,
  env: NodeJS.ProcessEnv,
  oids: readonly Oid[],
): Promise<Set<Oid>> {
  const bad = new Set<Oid>();
  for (let left = [...new Set(oids)]; left.length > 0;) {
    const answers = new AnswerCounter();
    const { child, exit } = processes.open(['git', 'cat-file', '--batch', '--buffer'], { env });
    child.stdout.on('data', (chunk: Buffer) => answers.push(chunk));
    child.stdin.end(left.map((oid) => `${oid}\n`).join(''));
    const ended = await exit;
    for (const i of answers.missing) bad.add(left[i]!);
    if (ended.code === 0) return bad;
    const damaged = left[answers.whole];
    if (ended.code === null || damaged === undefined) throw gitFault('cat-file', ended);
    bad.add(damaged);
    left = left.slice(answers.whole + 1);
  }
  return bad;
}

/** Counts the answers of `git cat-file --batch` without keeping them. */
class AnswerCounter {
  whole = 0;
  readonly missing: number[] = [];
  #header = '';
  /** Bytes of the current object, with its line end, that have not arrived. */
  #owed = 0;

  push(chunk: Buffer): void {
    for (let at = 0; at < chunk.length;) {
      if (this.#owed > 0) {
        const taken = Math.min(this.#owed, chunk.length - at);
        this.#owed -= taken;
        at += taken;
        if (this.#owed === 0) this.whole += 1;
        continue;
      }
      const newline = chunk.indexOf(NEWLINE, at);
      const end = newline < 0 ? chunk.length : newline;
      this.#header += chunk.toString('latin1', at, end);
      at = end + 1;
      if (newline >= 0) this.#takeHeader();
    }
  }

  /** `oid type size`, or `oid missing`. */
  #takeHeader(): void {
    const size = this.#header.split(' ')[2];
    this.#header = '';
    if (size !== undefined) {
      this.#owed = Number(size) + 1;
      return;
    }
    this.missing.push(this.whole);
    this.whole += 1;
  }
}
