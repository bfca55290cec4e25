// A merge that went wrong leaves its markers in the text. Looked for as a sequence, since single lines of that form
// are legitimate: `=======` underlines headings, `>>>>>>> ` quotes mail.

const START = /^<{7}(?: |$)/;
const SEPARATOR = /^={7}$/;
const END = /^>{7}(?: |$)/;

/** One-based lines at which conflicts start: a start, a separator and an end marker, in this order. */
export function findConflicts(text: string): number[] {
  if (!text.includes('<<<<<<<')) return [];
  const found: number[] = [];
  let start: number | null = null;
  let separated = false;
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw;
    if (START.test(line)) {
      // A start inside a conflict belongs to a nested one; the outermost is reported.
      start ??= index + 1;
    } else if (start !== null && SEPARATOR.test(line)) {
      separated = true;
    } else if (start !== null && separated && END.test(line)) {
      found.push(start);
      start = null;
      separated = false;
    }
  }
  return found;
}
