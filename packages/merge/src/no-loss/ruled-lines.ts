import { isTelling } from '../text/words.ts';

const NUMBER = /\d[\w.-]*/g;
const SPACES = /\s{2,}|\t/g;
/** The line under, or over, a heading. */
const HEADING = /^([-=~^*#+])\1{3,}$/;

/** The lines that a check for loss goes by: without white space around and a comma at the end, and none that says nothing. */
export function ruledLines(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const bare = bareLine(line);
    if (bare.length > 3 && (isTelling(bare) || HEADING.test(bare))) lines.push(bare);
  }
  return lines;
}

/** What a line says wherever it stands: without indentation and a comma at the end. */
export function bareLine(line: string): string {
  const trimmed = line.trim().replace(SPACES, ' ');
  return trimmed.endsWith(',') ? trimmed.slice(0, -1).trimEnd() : trimmed;
}

/** A line in which every number, or version, is the same. */
export function withoutNumbers(line: string): string {
  return line.replace(NUMBER, '#');
}
