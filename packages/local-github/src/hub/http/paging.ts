import type { Answer } from './answer.ts';
import type { Call } from './call.ts';

export interface Page<T> {
  readonly items: readonly T[];
  readonly total: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The page that a request asks for (30 entries, at most 100), with the `Link` header to the others. */
export function pageOf<T>(call: Call, all: readonly T[]): Page<T> {
  const size = Math.min(Math.max(numberOf(call.query['per_page'], 30), 1), 100);
  const page = Math.max(numberOf(call.query['page'], 1), 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const link = [
    page > 1 ? [Math.min(page - 1, last), 'prev'] : null,
    page < last ? [page + 1, 'next'] : null,
    page < last ? [last, 'last'] : null,
    page > 1 ? [1, 'first'] : null,
  ]
    .filter((one) => one !== null)
    .map(([number, rel]) => `<${withPage(call.url, Number(number))}>; rel="${rel}"`);
  return {
    items: all.slice((page - 1) * size, page * size),
    total: all.length,
    headers: link.length === 0 ? {} : { link: link.join(', ') },
  };
}

/** A page as a bare list. */
export function listed<T>(call: Call, all: readonly T[], view: (one: T) => unknown): Answer {
  const page = pageOf(call, all);
  return { status: 200, headers: page.headers, json: page.items.map(view) };
}

/** A page under a name, with `total_count`. */
export function counted<T>(call: Call, name: string, all: readonly T[], view: (one: T) => unknown): Answer {
  const page = pageOf(call, all);
  return {
    status: 200,
    headers: page.headers,
    json: { total_count: page.total, [name]: page.items.map(view) },
  };
}

function withPage(url: URL, page: number): string {
  const copy = new URL(url);
  copy.searchParams.set('page', String(page));
  return copy.href;
}

function numberOf(value: unknown, otherwise: number): number {
  const number = Number(value);
  return value === undefined || Number.isNaN(number) ? otherwise : number;
}
