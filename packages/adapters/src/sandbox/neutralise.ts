// Text printed by untrusted commands goes to terminals, reports and CI logs. There it must be text: no escape sequence
// that redraws what was shown, no bidirectional override that shows code other than it is, no workflow command.

const ESCAPE_SEQUENCES = new RegExp(
  [
    '\\u001b[\\]PX^_][^\\u0007\\u001b\\u009c]*(?:\\u0007|\\u001b\\\\|\\u009c|$)', // strings: OSC, DCS, SOS, PM, APC
    '(?:\\u001b\\[|\\u009b)[0-?]*[ -/]*[@-~]?', // CSI
    '\\u001b[ -/]*[0-~]?', // all others
  ].join('|'),
  'g',
);
// Everything of the categories control and format, lone surrogates, and line separators but the line feed and the tab:
// that includes bidirectional controls, zero-width characters, tags and the byte order mark.
const INVISIBLE = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const MAX_LINE = 2_000;

/** How much of the end to keep. */
export interface TextLimits {
  readonly lines: number;
  /** Bytes of UTF-8. */
  readonly bytes: number;
}

/** Printed bytes as harmless text, cut to its last lines. A carriage return shows only what was written last on its line. */
export function neutralise(output: Buffer, limits: TextLimits = { lines: 200, bytes: 32_768 }): string {
  const text = output
    .toString('utf8')
    .replace(ESCAPE_SEQUENCES, '')
    .split('\n')
    .map(lastWritten)
    .join('\n')
    .replace(INVISIBLE, '');
  return lastLines(breakCommands(text), limits);
}

// No regular expression here: one that looks for what stands before a character takes quadratic time, and the text is hostile.
function lastWritten(line: string): string {
  let end = line.length;
  while (line[end - 1] === '\r') end -= 1;
  return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end);
}

/**
 * Puts a space into every form of a workflow command. The runner finds `##[` anywhere in a line, but `::` only after
 * white space at its start (ActionCommand.cs), so that `tests/test_a.py::test_b` can still be copied. It compares by the
 * rules of a language, which pass over marks such as variation selectors: these do not hide a command here.
 */
export function breakCommands(text: string): string {
  return text
    .replace(/^((?:[^\S\n]|\p{M})*):(?=\p{M}*:)/gmu, '$1: ')
    .replace(/#(\p{M}*)#(?=\p{M}*\[)/gu, '#$1 #');
}

function lastLines(text: string, limits: TextLimits): string {
  const lines = text.split('\n').map(shorten);
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const kept: string[] = [];
  let bytes = 0;
  for (const line of lines.reverse()) {
    bytes += Buffer.byteLength(line) + 1;
    if (kept.length === limits.lines || bytes > limits.bytes) break;
    kept.unshift(line);
  }
  const dropped = lines.length - kept.length;
  return dropped === 0 ? kept.join('\n') : [`[${dropped} earlier lines]`, ...kept].join('\n');
}

function shorten(line: string): string {
  return line.length <= MAX_LINE
    ? line
    : `${line.slice(0, MAX_LINE).toWellFormed()} [${line.length - MAX_LINE} more]`;
}
