import { asOid, decodeGitText, type GitPath } from '@sluice/model';
import type { ConflictedPath, MergeAnswer, MergeMessage } from '@sluice/ports';

type Stage = 'base' | 'ours' | 'theirs';
const STAGES: Record<string, Stage> = { 1: 'base', 2: 'ours', 3: 'theirs' };

interface Token {
  readonly text: string;
  readonly next: number;
}

/**
 * Reads the answers of `git merge-tree --write-tree --stdin` as they arrive.
 * Format: https://git-scm.com/docs/git-merge-tree#OUTPUT, each answer with a leading `1` (clean) or `0`.
 */
export class MergeReader {
  readonly #answered: (answer: MergeAnswer) => void;
  #rest: Buffer = Buffer.alloc(0);

  constructor(answered: (answer: MergeAnswer) => void) {
    this.#answered = answered;
  }

  push(chunk: Buffer): void {
    let buffer = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    for (let end = 0; (end = this.#takeAnswer(buffer)) > 0; buffer = buffer.subarray(end));
    this.#rest = buffer;
  }

  /** The bytes of one whole answer; 0 if it has not arrived whole. */
  #takeAnswer(buffer: Buffer): number {
    const status = token(buffer, 0);
    const tree = status && token(buffer, status.next);
    if (!tree) return 0;
    if (status.text === '1') {
      const end = token(buffer, tree.next);
      if (!end) return 0;
      this.#answered({ clean: true, tree: asOid(tree.text), conflicts: [], messages: [] });
      return end.next;
    }
    const conflicts = takeConflicts(buffer, tree.next);
    const messages = conflicts && takeMessages(buffer, conflicts.next);
    if (!messages) return 0;
    this.#answered({
      clean: false,
      tree: asOid(tree.text),
      conflicts: conflicts.value,
      messages: messages.value,
    });
    return messages.next;
  }
}

function token(buffer: Buffer, at: number): Token | null {
  const nul = buffer.indexOf(0, at);
  return nul < 0 ? null : { text: decodeGitText(buffer.subarray(at, nul)), next: nul + 1 };
}

/** `mode oid stage<TAB>path` up to an empty token. */
function takeConflicts(buffer: Buffer, at: number): { value: ConflictedPath[]; next: number } | null {
  const byPath = new Map<GitPath, Record<Stage, ConflictedPath['base']>>();
  for (let next = at; ;) {
    const entry = token(buffer, next);
    if (!entry) return null;
    next = entry.next;
    if (entry.text === '') {
      return { value: [...byPath].map(([path, stages]) => ({ path, ...stages })), next };
    }
    const tab = entry.text.indexOf('\t');
    const [mode, oid, stage] = entry.text.slice(0, tab).split(' ');
    const path = entry.text.slice(tab + 1);
    const stages = byPath.get(path) ?? { base: null, ours: null, theirs: null };
    stages[STAGES[stage!]!] = { mode: mode!, oid: asOid(oid!) };
    byPath.set(path, stages);
  }
}

/**
 * `count`, that many paths, kind and text, up to an empty token. git 2.39 may print advice on submodules between the
 * last message and that token; it is not a number, and what ends it ends the answer.
 */
function takeMessages(buffer: Buffer, at: number): { value: MergeMessage[]; next: number } | null {
  const value: MergeMessage[] = [];
  for (let next = at; ;) {
    const count = token(buffer, next);
    if (!count) return null;
    if (!/^\d+$/.test(count.text)) return { value, next: count.next };
    next = count.next;
    const fields: string[] = [];
    for (let wanted = Number(count.text) + 2; wanted > 0; wanted--) {
      const field = token(buffer, next);
      if (!field) return null;
      fields.push(field.text);
      next = field.next;
    }
    const [kind, text] = fields.slice(-2);
    value.push({ paths: fields.slice(0, -2), kind: kind!, text: text!.trim() });
  }
}
