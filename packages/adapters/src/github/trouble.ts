import { Fault } from '@sluice/model';
import { answerFault } from './answer.ts';
import { errorShape, type ErrorShape } from './error-shape.ts';

/** What a request is for, as far as faults speak of it. */
export interface Purpose {
  /** `POST /repos/{owner}/{repo}/pulls` or `query stopSignals` */
  readonly name: string;
  /** The permission that it needs, in the words of a workflow file: `checks: write`. */
  readonly needs: string;
}

/** What went wrong with one request, sorted by what can be done about it. */
export type Trouble =
  /** A rate limit. Sure not to have been carried out. `after`: seconds to wait; null: the forge did not say. */
  | { readonly kind: 'limited'; readonly after: number | null; readonly said: string }
  /** May be over the next time. `arrived`: the forge may have carried it out all the same. */
  | {
      readonly kind: 'passing';
      readonly after: number | null;
      readonly arrived: boolean;
      readonly said: string;
    }
  | { readonly kind: 'refused'; readonly fault: Fault };

/** A 2xx whose body was cut off on the way: octokit gives the rest as a text, without a word. */
export class CutOff extends Error {
  override readonly name = 'CutOff';
}

const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'UND_ERR_CONNECT_TIMEOUT']);
const NO_RIGHT = /not accessible by|must have admin rights|bad credentials|resource protected by|saml/i;

/** Source: https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
export function troubleOf(error: unknown, purpose: Purpose, now: number): Trouble {
  if (error instanceof Fault) return { kind: 'refused', fault: error };
  if (error instanceof CutOff) return { kind: 'passing', after: null, arrived: true, said: error.message };
  const shape = errorShape(error);
  if (shape === null)
    return { kind: 'refused', fault: answerFault(`${purpose.name}: ${String(error)}`, error) };
  if (shape.types.length > 0) return graphqlTrouble(shape, purpose, now);
  if (shape.status === null) {
    const arrived = shape.code === null || !NEVER_SENT.has(shape.code);
    return { kind: 'passing', after: null, arrived, said: shape.said };
  }
  if (isLimit(shape)) return { kind: 'limited', after: waitOf(shape, now), said: shape.said };
  if (shape.status >= 500 || shape.status === 408) {
    return {
      kind: 'passing',
      after: retryAfter(shape, now),
      arrived: true,
      said: `${shape.status} ${shape.said}`,
    };
  }
  return { kind: 'refused', fault: refusal(shape, purpose) };
}

function isLimit({ status, headers, said }: ErrorShape): boolean {
  if (status === 429) return true;
  if (status !== 403 || NO_RIGHT.test(said)) return false;
  return (
    headers['retry-after'] !== undefined ||
    headers['x-ratelimit-remaining'] === '0' ||
    /rate limit/i.test(said)
  );
}

/** `retry-after` first, then the reset of the primary limit; else null, and the caller doubles a minute. */
function waitOf(shape: ErrorShape, now: number): number | null {
  const told = retryAfter(shape, now);
  if (told !== null) return told;
  const reset = Number(shape.headers['x-ratelimit-reset']);
  if (shape.headers['x-ratelimit-remaining'] !== '0' || !Number.isFinite(reset)) return null;
  // One second more: the limit ends within the second that is named.
  return Math.max(reset - now, 0) + 1;
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter({ headers }: ErrorShape, now: number): number | null {
  const told = headers['retry-after'];
  if (told === undefined || told === '') return null;
  if (/^\d+$/.test(told)) return Math.max(Number(told), 1);
  const date = Date.parse(told);
  return Number.isNaN(date) ? null : Math.max(Math.ceil(date / 1000 - now), 1);
}

/** GraphQL tells in the body, mostly with status 200. Source: https://docs.github.com/en/graphql/guides */
function graphqlTrouble(shape: ErrorShape, purpose: Purpose, now: number): Trouble {
  const { types, said } = shape;
  if (types.includes('RATE_LIMITED') || /rate limit/i.test(said)) {
    return { kind: 'limited', after: waitOf(shape, now), said };
  }
  if (types.includes('FORBIDDEN') || types.includes('INSUFFICIENT_SCOPES') || NO_RIGHT.test(said)) {
    return { kind: 'refused', fault: denied(shape, purpose) };
  }
  if (types.includes('NOT_FOUND')) return { kind: 'refused', fault: missing(shape, purpose) };
  if (/something went wrong while executing|timedout|timeout/i.test(said)) {
    return { kind: 'passing', after: null, arrived: true, said };
  }
  return { kind: 'refused', fault: answerFault(`${purpose.name}: ${said}`) };
}

function refusal(shape: ErrorShape, purpose: Purpose): Fault {
  const { status, said } = shape;
  if (status === 401 || status === 403) return denied(shape, purpose);
  if (status === 404 || status === 410) return missing(shape, purpose);
  if (status === 409) {
    return new Fault(
      'FORGE_CONFLICT',
      `${purpose.name} met a conflict (409): ${said}`,
      'Something else changed the same thing meanwhile. Run again: what is there now is read anew.',
    );
  }
  return new Fault(
    'FORGE_REFUSED',
    `${purpose.name} was refused (${status}): ${said}`,
    'The forge does not accept what was sent. See its words above; a rule of the repository may forbid it.',
  );
}

function denied({ status, said, headers }: ErrorShape, { name, needs }: Purpose): Fault {
  const accepted = headers['x-accepted-github-permissions'];
  // `checks=write; statuses=write` is either, `a=read,b=read` is both.
  const permission =
    accepted === undefined || accepted === ''
      ? needs
      : accepted.replaceAll('=', ': ').replaceAll('; ', ' or ').replaceAll(',', ' and ').replaceAll('_', '-');
  return new Fault(
    'FORGE_DENIED',
    `${name} is not allowed for this token (${status ?? 'GraphQL'}): ${said}`,
    status === 401
      ? 'The token is wrong, expired or revoked: make a new one and store it under the same name.'
      : `Give the token the permission \`${permission}\`.`,
  );
}

function missing({ status, said }: ErrorShape, { name, needs }: Purpose): Fault {
  return new Fault(
    'FORGE_MISSING',
    `${name} found nothing (${status ?? 'GraphQL'}): ${said}`,
    `It is gone, or this token may not see it: then it needs the permission \`${needs}\`.`,
  );
}
