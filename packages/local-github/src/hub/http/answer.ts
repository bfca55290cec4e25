/** What a request is answered with. `json` is written as JSON, `bytes` as they are. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly bytes?: Buffer;
}

export const ok = (json: unknown, headers?: Readonly<Record<string, string>>): Answer => ({
  status: 200,
  json,
  ...(headers === undefined ? {} : { headers }),
});
export const created = (json: unknown): Answer => ({ status: 201, json });
export const noContent: Answer = { status: 204 };
export const redirect = (location: string): Answer => ({
  status: 302,
  headers: { location },
  bytes: Buffer.alloc(0),
});
export const text = (status: number, words: string): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  bytes: Buffer.from(words),
});

/** A request that is refused, in the form of GitHub's REST errors. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly errors: readonly unknown[] | null;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    message: string,
    more: { errors?: readonly unknown[]; headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.errors = more.errors ?? null;
    this.headers = more.headers ?? {};
  }

  toAnswer(): Answer {
    const json = {
      message: this.message,
      ...(this.errors === null ? {} : { errors: this.errors }),
      documentation_url: 'https://docs.github.com/rest',
      status: String(this.status),
    };
    return { status: this.status, headers: this.headers, json };
  }
}

export const notFound = (): Refusal => new Refusal(404, 'Not Found');

/** 422 in GitHub's form. */
export function invalid(resource: string, field: string, code: string, message?: string): Refusal {
  return new Refusal(422, 'Validation Failed', {
    errors: [{ resource, field, code, ...(message === undefined ? {} : { message }) }],
  });
}
