/** Where a text stops being JSON (RFC 8259, a byte order mark allowed): one-based line, null if unknown. null: it is JSON. */
export function findJsonError(text: string): { readonly line: number | null } | null {
  const body = text.startsWith('\ufeff') ? text.slice(1) : text;
  try {
    JSON.parse(body);
    return null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { line: lineOf(error.message, body) };
  }
}

/** The engine tells the offset in its message alone, and not for every error. */
function lineOf(message: string, body: string): number | null {
  const position = /\bposition (\d+)/.exec(message);
  if (position !== null) return body.slice(0, Number(position[1])).split('\n').length;
  return message.includes('end of JSON input') ? body.split('\n').length : null;
}
