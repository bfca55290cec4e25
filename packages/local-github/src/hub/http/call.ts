import type { Repository } from '../state/repository.ts';
import type { Token } from '../state/tokens.ts';
import type { World } from '../world.ts';
import type { Answer } from './answer.ts';
import { notFound } from './answer.ts';

/** A REST request that was found valid and permitted. */
export interface Call {
  readonly world: World;
  readonly token: Token | null;
  readonly url: URL;
  readonly params: Readonly<Record<string, string>>;
  /** As the description types them: numbers are numbers. */
  readonly query: Readonly<Record<string, unknown>>;
  /** Fits the schema of its operation, so that handlers read it by {@link bodyOf}. */
  readonly body: unknown;
  readonly repository: Repository | null;
}

export type Handler = (call: Call) => Answer | Promise<Answer>;

export function repositoryOf(call: Call): Repository {
  if (call.repository === null) throw notFound();
  return call.repository;
}

export function bodyOf<T extends object>(call: Call): Partial<T> {
  return call.body ?? {};
}

export function queryText(call: Call, name: string): string | null {
  const value = call.query[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}

/** Who acts; an operation that writes always has a token. */
export function actorOf(call: Call): string {
  return call.token?.login ?? 'ghost';
}

/** The entry of a collection that a path parameter numbers, or 404. */
export function entryOf<T>(call: Call, entries: ReadonlyMap<number, T>, parameter: string): T {
  const entry = entries.get(Number(call.params[parameter]));
  if (entry === undefined) throw notFound();
  return entry;
}
