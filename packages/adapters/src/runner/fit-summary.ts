/** A step's summary that is longer is not shown at all. The rest is room for what the runner adds. */
export const SUMMARY_BYTES = 1024 * 1024 - 1024;

const NOTE = '\n\n*The summary ends here: it is longer than the 1 MiB that the page shows.*\n';

/** Markdown of at most so many bytes, cut after a whole line, with an open code block closed and a note at the end. */
export function fitSummary(markdown: string, bytes: number): string {
  const whole = markdown.endsWith('\n') ? markdown : `${markdown}\n`;
  if (Buffer.byteLength(whole) <= bytes) return whole;
  const room = bytes - Buffer.byteLength(NOTE) - '\n```\n'.length;
  if (room <= 0) return '';
  // A newline is one byte in UTF-8 and never part of another character, so that bytes can be cut there.
  const raw = Buffer.from(whole);
  const kept = raw.subarray(0, raw.lastIndexOf(0x0a, room - 1) + 1).toString('utf8');
  const fences = kept.match(/^ {0,3}```/gm)?.length ?? 0;
  return `${kept}${fences % 2 === 0 ? '' : '```\n'}${NOTE}`;
}
