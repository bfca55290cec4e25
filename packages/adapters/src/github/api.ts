import { Answer, answerFault } from './answer.ts';
import { connect, type Connection, type Parameters, type RawAnswer } from './connect.ts';
import type { ForgeOptions, ForgeSpending } from './forge-options.ts';
import { Pace } from './pace.ts';
import { Patient } from './patient.ts';
import { CutOff } from './trouble.ts';

/** One request: what to ask, and the permission that it needs in the words of a workflow file (`checks: write`). */
export interface Call {
  /** `GET /repos/{owner}/{repo}/issues`: owner and repository are filled in. */
  readonly route: string;
  readonly needs: string;
  readonly with?: Parameters;
}

export interface Page {
  readonly body: Answer;
  /** Whether the forge says that another page follows. */
  readonly more: boolean;
}

export interface Query {
  /** For people: `stopSignals`. */
  readonly name: string;
  readonly needs: string;
  /** With `$owner` and `$repo`, and `repository(owner: $owner, name: $repo)` at the top. */
  readonly document: string;
  readonly variables: Parameters;
}

const PAGE = 100;
/** A list that is longer is not one of ours. */
const MOST_PAGES = 100;

/** Requests with one token: paced, repeated where that is safe, their answers narrowed. */
export class Api {
  readonly patient: Patient;
  readonly #options: ForgeOptions;
  readonly #token: string;
  readonly #pace: Pace;
  #connection: Promise<Connection> | null = null;
  readonly #spent = { rest: 0, graphql: 0, blobs: 0 };

  constructor(options: ForgeOptions, token: string) {
    this.#options = options;
    this.#token = token;
    this.patient = new Patient(options);
    this.#pace = new Pace(this.patient.patience, options.signal);
  }

  /** Login of the repository's owner. */
  get owner(): string {
    return this.#options.repository.split('/', 1)[0] ?? '';
  }

  get spent(): ForgeSpending {
    return { ...this.#spent, waited: this.patient.waited };
  }

  /** A read, or another request that may be sent twice without harm. */
  async read(call: Call): Promise<Answer> {
    return (await this.page(call)).body;
  }

  async page(call: Call): Promise<Page> {
    return await this.#pace.read(async () => await this.#ask(call, true));
  }

  /** Every member of a list that comes in pages. @param key the field that holds it; null: the answer is the list. */
  async readAll(call: Call, key: string | null = null): Promise<readonly Answer[]> {
    const all: Answer[] = [];
    for (let page = 1; page <= MOST_PAGES; page += 1) {
      const { body, more } = await this.page({ ...call, with: { ...call.with, per_page: PAGE, page } });
      all.push(...(key === null ? body.items() : body.list(key)));
      if (!more) return all;
    }
    throw answerFault(`${call.route} has more than ${MOST_PAGES} pages`);
  }

  /** A write that sets something to a value: sent again after a passing fault. */
  async set(call: Call): Promise<Answer> {
    return await this.#pace.write(async () => (await this.#ask(call, true)).body);
  }

  /** A write that creates something. @throws UnclearWrite where it may be there although it failed. */
  async create(call: Call): Promise<Answer> {
    return await this.#pace.write(async () => (await this.#ask(call, false)).body);
  }

  /** The `repository` of the answer. Reads only: a query may be sent again. */
  async query({ name, needs, document, variables }: Query): Promise<Answer> {
    const [owner, repo] = this.#options.repository.split('/', 2);
    const purpose = { name: `query ${name}`, needs, repeatable: true };
    const data = await this.#pace.read(
      async () =>
        await this.patient.send(purpose, async () => {
          const connection = await this.#connected();
          this.#spent.graphql += 1;
          const body = await connection.graphql(document, {
            owner,
            repo,
            request: this.#limits(),
            ...variables,
          });
          // A body that was cut off is a text, and a text has no `data`.
          if (body === undefined) throw new CutOff(`The answer to query ${name} ends early.`);
          return body;
        }),
    );
    return new Answer(data, `query ${name}`).at('repository');
  }

  /** One request as it is, for who does the rest. @param fetchBlob called with the connection in the same attempt */
  async raw<T>(call: Call, read: (answer: RawAnswer, blob: BlobFetch) => Promise<T>): Promise<T> {
    const purpose = { name: call.route, needs: call.needs, repeatable: true };
    return await this.#pace.read(
      async () =>
        await this.patient.send(purpose, async () => {
          const connection = await this.#connected();
          this.#spent.rest += 1;
          const limits = this.#limits();
          const answer = await connection.rest(call.route, {
            ...call.with,
            request: { ...limits, redirect: 'manual' },
          });
          return await read(answer, async (url) => {
            this.#spent.blobs += 1;
            try {
              return await connection.fetch(url, limits.signal);
            } catch (cause) {
              throw new CutOff('Blob storage does not answer.', { cause });
            }
          });
        }),
    );
  }

  async #ask(call: Call, repeatable: boolean): Promise<Page> {
    const purpose = { name: call.route, needs: call.needs, repeatable };
    return await this.patient.send(purpose, async () => {
      const connection = await this.#connected();
      this.#spent.rest += 1;
      const { status, headers, data } = await connection.rest(call.route, {
        ...call.with,
        request: this.#limits(),
      });
      if (status === 204) return { body: new Answer(null, call.route), more: false };
      if (typeof data === 'string') throw new CutOff(`The answer to ${call.route} ends early.`);
      const { link } = headers;
      return {
        body: new Answer(data, call.route),
        more: typeof link === 'string' && /\brel="next"/.test(link),
      };
    });
  }

  async #connected(): Promise<Connection> {
    this.#connection ??= connect(this.#options, this.#token, {
      answered: (headers) => this.patient.note(headers),
    });
    return await this.#connection;
  }

  #limits(): { readonly signal: AbortSignal } {
    const slow = AbortSignal.timeout(this.patient.patience.timeout * 1000);
    const { signal } = this.#options;
    return { signal: signal === undefined ? slow : AbortSignal.any([slow, signal]) };
  }
}

export type BlobFetch = (url: string) => Promise<Response>;
