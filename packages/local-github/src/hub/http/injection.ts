import type { Answer } from './answer.ts';
import type { Kind } from './counts.ts';

/** A request as faults and listeners see it, before anything is done. */
export interface Seen {
  readonly kind: Kind;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
}

/** Which requests are meant: all that is given has to fit. */
export interface Match {
  readonly kind?: Kind;
  readonly operation?: string | RegExp;
  readonly method?: string;
  readonly path?: string | RegExp;
}

/** What happens to them instead. */
export type Behaviour =
  /** Answered so, and nothing is done. */
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: unknown }
  /** Done, but only so many bytes of the body are sent before the connection breaks. */
  | { readonly truncate: number }
  /** The connection breaks: before anything is done, or after everything is. */
  | { readonly reset: 'before' | 'after' }
  /** Done, after so many milliseconds. */
  | { readonly slow: number };

interface Injection {
  readonly match: Match;
  readonly behaviour: Behaviour;
  left: number;
}

export class Injections {
  readonly #list: Injection[] = [];

  /** For the next `times` requests that fit; returns a function that ends it. */
  add(match: Match, behaviour: Behaviour, times: number): () => void {
    const injection = { match, behaviour, left: times };
    this.#list.push(injection);
    return () => {
      injection.left = 0;
    };
  }

  next(seen: Seen): Behaviour | null {
    const found = this.#list.find((one) => one.left > 0 && fits(one.match, seen));
    if (found === undefined) return null;
    found.left -= 1;
    return found.behaviour;
  }
}

export function injectedAnswer(behaviour: Extract<Behaviour, { status: number }>): Answer {
  const { status, headers = {}, body } = behaviour;
  return {
    status,
    headers,
    json: body ?? { message: `Injected ${status}`, documentation_url: 'https://docs.github.com/rest' },
  };
}

function fits(match: Match, seen: Seen): boolean {
  return (
    (match.kind ?? seen.kind) === seen.kind &&
    (match.method ?? seen.method) === seen.method &&
    sameText(match.operation, seen.operation) &&
    sameText(match.path, seen.path)
  );
}

function sameText(wanted: string | RegExp | undefined, text: string): boolean {
  if (wanted === undefined) return true;
  return typeof wanted === 'string' ? wanted === text : wanted.test(text);
}
