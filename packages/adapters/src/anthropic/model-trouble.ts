import type { ModelFailure } from '@sluice/model';
import type * as ModelClients from './anthropic-client.ts';
import { TooLong } from './read-stream.ts';

/** What went wrong with one question, and whether asking again makes sense. */
export interface ModelTrouble {
  readonly failure: ModelFailure;
  readonly detail: string;
  readonly again: boolean;
  /** Seconds that the service asks to wait; null: it did not say. */
  readonly after: number | null;
}

const DETAIL_WIDTH = 300;

/**
 * Sorted by what can be done about it. Errors may also come within a stream that began with status 200.
 * Source: docs.anthropic.com, 'Errors'.
 */
export function modelTrouble(errors: typeof ModelClients, error: unknown, now: number): ModelTrouble {
  const { APIError, APIConnectionTimeoutError, APIUserAbortError } = errors;
  const said = detailOf(error);
  if (error instanceof TooLong) return final('broken', 'The answer is longer than any may be.');
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError)
    return passing('slow', said);
  if (!(error instanceof APIError)) return passing('broken', said);
  const after = retryAfter(error.headers, now);
  const kind = statusOf(error);
  if (kind === null) return passing('unreachable', said);
  if (kind === 401 || kind === 403 || kind === 402) return final('denied', said);
  if (kind === 429) return { ...passing('limited', said), after };
  if (kind === 529) return { ...passing('overloaded', said), after };
  if (kind >= 500 || kind === 408) return { ...passing('unreachable', said), after };
  return final('refused', said);
}

const BY_TYPE: Readonly<Record<string, number>> = {
  authentication_error: 401,
  permission_error: 403,
  rate_limit_error: 429,
  overloaded_error: 529,
  api_error: 500,
  timeout_error: 504,
  invalid_request_error: 400,
};

/** Within a stream there is no status of its own, only the type of the error. */
function statusOf(error: ModelClients.APIError): number | null {
  if (typeof error.status === 'number' && error.status >= 400) return error.status;
  const body = Object(error.error) as { error?: { type?: unknown }; type?: unknown };
  const type = String(body.error?.type ?? body.type);
  return Object.hasOwn(BY_TYPE, type) ? BY_TYPE[type]! : null;
}

function passing(failure: ModelFailure, detail: string): ModelTrouble {
  return { failure, detail, again: true, after: null };
}

function final(failure: ModelFailure, detail: string): ModelTrouble {
  return { failure, detail, again: false, after: null };
}

/** Seconds or an HTTP date (RFC 9110, 10.2.3). */
function retryAfter(headers: Headers | undefined, now: number): number | null {
  const told = headers?.get('retry-after') ?? '';
  if (/^\d{1,9}(?:\.\d{1,9})?$/.test(told)) return Number(told);
  const date = told === '' ? NaN : Date.parse(told);
  return Number.isNaN(date) ? null : Math.max(date / 1000 - now, 0);
}

function detailOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.slice(0, DETAIL_WIDTH);
}
