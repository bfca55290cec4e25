/** How a file's lines are written, apart from what they say; null: it is too short to show it. */
export interface Layout {
  readonly byteOrderMark: boolean | null;
  /** Of all line ends; where they are mixed the carriage returns stay part of the lines. */
  readonly lineEnd: '\n' | '\r\n' | null;
  readonly endsInLineEnd: boolean | null;
}

const MARK = '\uFEFF';

export function layoutOf(text: string): Layout {
  const isEmpty = text === '';
  return {
    byteOrderMark: isEmpty ? null : text.startsWith(MARK),
    lineEnd: lineEndOf(text),
    endsInLineEnd: isEmpty || text === MARK ? null : text.endsWith('\n'),
  };
}

function lineEndOf(text: string): Layout['lineEnd'] {
  let end = text.indexOf('\n');
  if (end < 0) return null;
  for (; end >= 0; end = text.indexOf('\n', end + 1)) if (text[end - 1] !== '\r') return '\n';
  return '\r\n';
}

/** The lines without their ends, so that a missing last line end or Windows line ends make no line different. */
export function linesOf(text: string, layout: Layout): string[] {
  const body = layout.byteOrderMark ? text.slice(1) : text;
  if (body === '') return [];
  const lines = body.split(layout.lineEnd ?? '\n');
  if (layout.endsInLineEnd) lines.pop();
  return lines;
}

export function textOf(lines: readonly string[], layout: Layout): string {
  const lineEnd = layout.lineEnd ?? '\n';
  const end = layout.endsInLineEnd && lines.length > 0 ? lineEnd : '';
  return (layout.byteOrderMark ? MARK : '') + lines.join(lineEnd) + end;
}

/** Each property three-way: what one side changed. Of two values one is the base's, so there is never a conflict. */
export function mergeLayouts(base: Layout | null, ours: Layout, theirs: Layout): Layout {
  const from = base ?? ours;
  const merge = <T>(before: T | null, one: T | null, other: T | null): T | null => {
    if (one === null || other === null) return one ?? other ?? before;
    return one === before ? other : one;
  };
  return {
    byteOrderMark: merge(from.byteOrderMark, ours.byteOrderMark, theirs.byteOrderMark),
    lineEnd: merge(from.lineEnd, ours.lineEnd, theirs.lineEnd),
    endsInLineEnd: merge(from.endsInLineEnd, ours.endsInLineEnd, theirs.endsInLineEnd),
  };
}
