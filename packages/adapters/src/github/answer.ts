import { Fault, isOid, type Oid } from '@sluice/model';

/**
 * One value of an answer of the forge, narrowed on the way to what is needed of it. What does not have the published
 * form is a Fault FORGE_ANSWER that names the place, so that nothing half read goes on.
 */
export class Answer {
  readonly value: unknown;
  readonly #place: string;

  constructor(value: unknown, place: string) {
    this.value = value;
    this.#place = place;
  }

  /** A field that must be there and be an object or a list. */
  at(key: string): Answer {
    const field = this.#field(key);
    if (typeof field !== 'object' || field === null) throw this.#wrong(key, 'an object', field);
    return new Answer(field, `${this.#place}.${key}`);
  }

  /** The same where the forge may leave it out or say null. */
  maybe(key: string): Answer | null {
    const field = this.#field(key);
    return field === null || field === undefined ? null : this.at(key);
  }

  list(key: string): readonly Answer[] {
    return this.at(key).items();
  }

  /** The members of this list. */
  items(): readonly Answer[] {
    if (!Array.isArray(this.value)) throw this.#wrong('', 'a list', this.value);
    return this.value.map((item: unknown, index) => new Answer(item, `${this.#place}[${index}]`));
  }

  text(key: string): string {
    const field = this.#field(key);
    if (typeof field !== 'string') throw this.#wrong(key, 'a text', field);
    return field;
  }

  textOrNull(key: string): string | null {
    const field = this.#field(key);
    return field === null || field === undefined ? null : this.text(key);
  }

  /** A whole number that a double holds exactly: ids of the forge are beyond 32 bits. */
  integer(key: string): number {
    const field = this.#field(key);
    if (typeof field !== 'number' || !Number.isSafeInteger(field))
      throw this.#wrong(key, 'a whole number', field);
    return field;
  }

  integerOrNull(key: string): number | null {
    const field = this.#field(key);
    return field === null || field === undefined ? null : this.integer(key);
  }

  flag(key: string): boolean {
    const field = this.#field(key);
    if (typeof field !== 'boolean') throw this.#wrong(key, 'true or false', field);
    return field;
  }

  oid(key: string): Oid {
    const field = this.text(key);
    if (!isOid(field)) throw this.#wrong(key, 'an object id', field);
    return field;
  }

  /** An RFC 3339 date, as seconds since the epoch. */
  instant(key: string): number {
    const milliseconds = Date.parse(this.text(key));
    if (Number.isNaN(milliseconds)) throw this.#wrong(key, 'a date', this.text(key));
    return Math.floor(milliseconds / 1000);
  }

  /** One of a closed set of words. */
  word<T extends string>(key: string, words: readonly T[]): T {
    const field = this.text(key);
    const found = words.find((word) => word === field);
    if (found === undefined) throw this.#wrong(key, `one of ${words.join(', ')}`, field);
    return found;
  }

  #field(key: string): unknown {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw this.#wrong('', 'an object', value);
    }
    return (value as Readonly<Record<string, unknown>>)[key];
  }

  #wrong(key: string, expected: string, found: unknown): Fault {
    const place = key === '' ? this.#place : `${this.#place}.${key}`;
    return answerFault(`${place} should be ${expected}, and is ${brief(found)}`);
  }
}

/** The fault for an answer that cannot be understood. */
export function answerFault(what: string, cause?: unknown): Fault {
  return new Fault(
    'FORGE_ANSWER',
    `The forge answered in a form that is not the published one: ${what}.`,
    'Nothing was decided from it. Run again; if it stays, a proxy or a newer API stands between.',
    cause,
  );
}

function brief(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = typeof value === 'bigint' ? String(value) : (JSON.stringify(value) ?? typeof value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
