import { decodeGitText, type GitPath, type Region } from '@sluice/model';
import { hashLine, withoutLineEnd } from './line-hash.ts';

/** Regions of one pair of trees, by path; null where git sees no text to compare. */
export type Regions = Map<GitPath, readonly Region[] | null>;

interface OpenRegion {
  start: number;
  removed: number[];
  added: number[];
}

const NUL = 0;
const NEWLINE = 0x0a;
const SPACE = 0x20;
const PLUS = 0x2b;
const MINUS = 0x2d;
const COLON = 0x3a;
const AT = 0x40;
const BACKSLASH = 0x5c;

/**
 * Reads `git diff-tree --stdin -r -z --raw -p -U1 --diff-filter=M` as it arrives. Paths come from the raw part; patches
 * follow in the same order, so that no quoted path is ever parsed. One line of context, not none: with none git cuts
 * the common tail before comparing, and may find other hunks than its merge does.
 */
export class PatchReader {
  readonly #pairs: Regions[] = [];
  #rest: Buffer = Buffer.alloc(0);
  #inPatch = false;
  #listed: GitPath[] = [];
  #file: GitPath | null = null;
  #regions: Region[] | null = null;
  #open: OpenRegion | null = null;
  #lastSide: number[] | null = null;
  #oldLeft = 0;
  #newLeft = 0;
  #line = 0;

  push(chunk: Buffer): void {
    const buffer = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let taken = 0; (taken = this.#takeUnit(buffer, at)) > 0; at += taken);
    this.#rest = buffer.subarray(at);
  }

  /** One map a pair, in order. */
  end(): readonly Regions[] {
    this.#closeFile();
    return this.#pairs;
  }

  /** Takes one raw entry or line from `at`; the bytes it took, 0 if it has not arrived whole. */
  #takeUnit(buffer: Buffer, at: number): number {
    if (!this.#inPatch && buffer[at] === COLON) return this.#takeRaw(buffer, at);
    if (!this.#inPatch && buffer[at] === NUL) {
      this.#inPatch = true;
      return 1;
    }
    const newline = buffer.indexOf(NEWLINE, at);
    if (newline < 0) return 0;
    if (this.#oldLeft > 0 || this.#newLeft > 0) this.#takeBody(buffer, at, newline);
    else this.#takeHeader(buffer, at, newline);
    return newline + 1 - at;
  }

  #takeRaw(buffer: Buffer, at: number): number {
    const nul = buffer.indexOf(NUL, at);
    const end = nul < 0 ? -1 : buffer.indexOf(NUL, nul + 1);
    if (end < 0) return 0;
    this.#listed.push(decodeGitText(buffer.subarray(nul + 1, end)));
    return end + 1 - at;
  }

  #takeHeader(buffer: Buffer, start: number, end: number): void {
    if (buffer[start] === AT) return this.#openHunk(buffer.toString('latin1', start, end));
    if (buffer[start] === BACKSLASH) return this.#dropLineEnd();
    const word = buffer.toString('latin1', start, Math.min(end, start + 11));
    if (word.startsWith('diff --git')) {
      this.#closeFile();
      this.#file = this.#listed.shift() ?? null;
      this.#regions = [];
    } else if (word === 'Binary file') {
      this.#regions = null;
    } else if (/^[0-9a-f]{11}$/.test(word)) {
      this.#closeFile();
      this.#pairs.push(new Map());
      this.#inPatch = false;
    }
  }

  #openHunk(line: string): void {
    this.#closeRegion();
    const [, start, oldCount, newCount] = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@/.exec(line)!;
    this.#oldLeft = Number(oldCount ?? 1);
    this.#newLeft = Number(newCount ?? 1);
    this.#line = this.#oldLeft === 0 ? Number(start) : Number(start) - 1;
  }

  #takeBody(buffer: Buffer, start: number, end: number): void {
    const sign = buffer[start];
    if (sign === BACKSLASH) return this.#dropLineEnd();
    if (sign === SPACE) {
      this.#closeRegion();
    } else {
      this.#open ??= { start: this.#line, removed: [], added: [] };
      this.#lastSide = sign === MINUS ? this.#open.removed : this.#open.added;
      this.#lastSide.push(hashLine(buffer, start + 1, end));
    }
    if (sign !== PLUS) {
      this.#line += 1;
      this.#oldLeft -= 1;
    }
    if (sign !== MINUS) this.#newLeft -= 1;
  }

  /** `\ No newline at end of file`: the line before it is another line than the same text with an end. */
  #dropLineEnd(): void {
    const last = this.#lastSide?.pop();
    if (last !== undefined) this.#lastSide!.push(withoutLineEnd(last));
  }

  #closeRegion(): void {
    if (this.#open) this.#regions?.push(this.#open);
    this.#open = null;
    this.#lastSide = null;
  }

  #closeFile(): void {
    this.#closeRegion();
    if (this.#file !== null) this.#pairs.at(-1)!.set(this.#file, this.#regions);
    this.#file = null;
    this.#regions = null;
  }
}
