/** How a file's lines are written, apart from what they say. */
export interface Layout {
  readonly byteOrderMark: boolean;
  /** Of all line ends, or null where they are mixed: then the carriage returns stay part of the lines. */
  readonly lineEnd: '\n' | '\r\n';
  readonly endsInLineEnd: boolean;
}

const MARK = '\uFEFF';

export function layoutOf(text: string): Layout {
  const lineEnds = text.split('\n').length - 1;
  const windows = lineEnds > 0 && text.split('\r\n').length - 1 === lineEnds;
  return {
    byteOrderMark: text.startsWith(MARK),
    lineEnd: windows ? '\r\n' : '\n',
    endsInLineEnd: text.endsWith('\n'),
  };
}

/** The lines without their ends, so that a missing last line end or Windows line ends make no line different. */
export function linesOf(text: string, layout: Layout): string[] {
  const body = layout.byteOrderMark ? text.slice(1) : text;
  if (body === '') return [];
  const lines = body.split(layout.lineEnd);
  if (layout.endsInLineEnd) lines.pop();
  return lines;
}

export function textOf(lines: readonly string[], layout: Layout): string {
  const body = lines.join(layout.lineEnd);
  const end = layout.endsInLineEnd && lines.length > 0 ? layout.lineEnd : '';
  return (layout.byteOrderMark ? MARK : '') + body + end;
}

/** Each property three-way: what one side changed. Of two values one is the base's, so there is never a conflict. */
export function mergeLayouts(base: Layout | null, ours: Layout, theirs: Layout): Layout {
  const merge = <T>(b: T, o: T, t: T): T => (o === b ? t : o);
  const from = base ?? ours;
  return {
    byteOrderMark: merge(from.byteOrderMark, ours.byteOrderMark, theirs.byteOrderMark),
    lineEnd: merge(from.lineEnd, ours.lineEnd, theirs.lineEnd),
    endsInLineEnd: merge(from.endsInLineEnd, ours.endsInLineEnd, theirs.endsInLineEnd),
  };
}
