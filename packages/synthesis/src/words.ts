// What a text is made of, as far as texts are compared here.

const NAME = /[\p{L}_$][\p{L}\p{N}_$]*/gu;
const COMMENT_LINE = /^\s*(?:\/\/|#(?!\[|include|define|if|else|end)|\/?\*|--|;|%|"""|''')/;

/** Lines without their line ends; a last line end begins no line. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

export function isComment(line: string): boolean {
  return COMMENT_LINE.test(line);
}

/** Names in lines that are more than a comment. */
export function namesOf(lines: Iterable<string>): Set<string> {
  const names = new Set<string>();
  for (const line of lines) {
    if (isComment(line)) continue;
    for (const [name] of line.matchAll(NAME)) names.add(name);
  }
  return names;
}

/** How often each line is there, white space at its ends aside; lines without a letter or digit say nothing. */
export function lineCounts(text: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const line of linesOf(text)) {
    const bare = line.trim();
    if (/[\p{L}\p{N}]/u.test(bare)) counts.set(bare, (counts.get(bare) ?? 0) + 1);
  }
  return counts;
}

/** White space as one space: how a quotation is compared with what it quotes. */
export function flat(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
