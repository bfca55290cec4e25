import type { Group } from '../tree/part.ts';
import { parseLines, plainLine } from './parse-lines.ts';

/** Patterns of .gitignore and its like: later ones can take back earlier ones, so their order stays. */
export function parsePatterns(text: string): Group | null {
  return parseLines(text, {
    kind: 'list',
    read: (line) => (line.trim() === '' || line.startsWith('#') ? null : plainLine(line)),
  });
}

/** Checksums of modules: more than are needed do no harm. Source: https://go.dev/ref/mod#go-sum-files */
export function parseChecksums(text: string): Group | null {
  return parseLines(text, { kind: 'union', read: (line) => (line.trim() === '' ? null : plainLine(line)) });
}

/** Names or words, one a line, each once. */
export function parseNames(text: string): Group | null {
  return parseLines(text, { kind: 'set', read: (line) => (line.trim() === '' ? null : plainLine(line)) });
}
