/** The parts of octokit's errors that decisions are made from. */
export interface ErrorShape {
  /** HTTP status; null: there was no answer. */
  readonly status: number | null;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The forge's own words, on one line. */
  readonly said: string;
  /** Code of the system's or the HTTP client's error: `ECONNRESET`. */
  readonly code: string | null;
  /** Types of GraphQL errors; `''` for one without a type. */
  readonly types: readonly string[];
}

type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads RequestError and GraphqlResponseError by shape: their classes are in packages that are loaded only when the first
 * request is made. Null: not an error of a request.
 */
export function errorShape(error: unknown): ErrorShape | null {
  if (!(error instanceof Error)) return null;
  const fields = error as unknown as Fields;
  if (Array.isArray(fields['errors'])) {
    return {
      status: null,
      headers: headersOf(fields['headers']),
      said: oneLine(fields['errors'].map((one) => wordOf(one, 'message')).join('; ')),
      code: null,
      types: fields['errors'].map((one) => wordOf(one, 'type')),
    };
  }
  if (typeof fields['status'] !== 'number') return null;
  const response = objectOf(fields['response']);
  return {
    // Without an answer octokit says 500, as if the forge had.
    status: response === null ? null : fields['status'],
    headers: headersOf(response?.['headers']),
    said: oneLine(error.message),
    code: response === null ? codeOf(error.cause) : null,
    types: [],
  };
}

function headersOf(value: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(objectOf(value) ?? {}).map(([name, text]) => [name.toLowerCase(), String(text)]),
  );
}

/** The first code down the chain of causes. */
function codeOf(cause: unknown): string | null {
  for (
    let at = objectOf(cause), depth = 0;
    at !== null && depth < 5;
    at = objectOf(at['cause']), depth += 1
  ) {
    if (typeof at['code'] === 'string') return at['code'];
  }
  return null;
}

function wordOf(value: unknown, key: string): string {
  const word = objectOf(value)?.[key];
  return typeof word === 'string' ? word : '';
}

function objectOf(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null ? (value as Fields) : null;
}

// A message becomes part of a line of a log, in which a line of its own could be a command to the runner.
function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return line.length > 300 ? `${line.slice(0, 300)}…` : line;
}
