/** How a text is written, apart from what it says; null: it is too short to show it. */
interface TextShape {
  readonly mark: string | null;
  readonly lineBreak: string | null;
  readonly lastBreak: 'yes' | 'no' | null;
}

export interface ShapedText {
  /** Without byte order mark, lines ended by `\n`, the last one too. */
  readonly text: string;
  readonly shape: TextShape;
}

/** Takes off what editors add: byte order mark, CRLF where every line has it, a last line without its end. */
export function takeShape(whole: string): ShapedText {
  const mark = whole.startsWith('\uFEFF') ? '\uFEFF' : '';
  const bare = whole.slice(mark.length);
  const dos = bare.includes('\r\n') && !/(?<!\r)\n|\r(?!\n)/.test(bare);
  const lines = dos ? bare.replaceAll('\r\n', '\n') : bare;
  const ended = lines === '' || lines.endsWith('\n');
  return {
    text: ended ? lines : `${lines}\n`,
    shape: {
      mark: whole === '' ? null : mark,
      lineBreak: dos ? '\r\n' : lines.includes('\n') ? '\n' : null,
      lastBreak: lines === '' ? null : ended ? 'yes' : 'no',
    },
  };
}

/** The merged text written as the side writes it that changed how it is written; ours if both did. */
export function giveShape(
  text: string,
  { base, ours, theirs }: { base: TextShape | undefined; ours: TextShape; theirs: TextShape },
): string {
  const pick = (key: keyof TextShape): string | null => {
    if (ours[key] === null || theirs[key] === null) return ours[key] ?? theirs[key] ?? base?.[key] ?? null;
    return base?.[key] === ours[key] ? theirs[key] : ours[key];
  };
  const unended = pick('lastBreak') === 'no' && text.endsWith('\n');
  const lines = unended ? text.slice(0, -1) : text;
  const lineBreak = pick('lineBreak');
  return (pick('mark') ?? '') + (lineBreak === '\r\n' ? lines.replaceAll('\n', '\r\n') : lines);
}
