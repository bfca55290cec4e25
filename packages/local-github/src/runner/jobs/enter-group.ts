// `concurrency:` of a workflow or job: waits for its turn.
import { ActionsError } from '../actions-error.ts';
import { evaluate, type Scope } from '../contexts/evaluate.ts';
import { textOf } from '../contexts/expression-data.ts';
import type { Token } from '../workflow/tokens.ts';
import type { ConcurrencyGroups } from './concurrency-groups.ts';

export type Turn =
  | { readonly kind: 'in'; readonly held: readonly string[]; leave(): void }
  /** Dropped for a newer one, or the run was cancelled meanwhile. */
  | { readonly kind: 'dropped' };

export interface Turns {
  readonly groups: ConcurrencyGroups;
  readonly repository: string;
  readonly held: readonly string[];
  readonly stop: AbortSignal;
  /** Called by a newer one that wants the place. */
  cancel(reason: string): void;
  onWait?(): void;
}

export async function enterGroup(token: Token | null, scope: Scope, turns: Turns): Promise<Turn> {
  if (token === null) return { kind: 'in', held: turns.held, leave() {} };
  const value = evaluate(token, scope);
  const mapping = (typeof value === 'object' && value !== null ? value : { group: value }) as Record<
    string,
    unknown
  >;
  const name = textOf(mapping['group']);
  if (name === '') throw new ActionsError('The concurrency group is empty.');
  const group = `${turns.repository.toLowerCase()}\0${name.toLowerCase()}`;
  if (turns.held.includes(group)) {
    throw new ActionsError(`Canceling since a deadlock for concurrency group '${name}' was detected`);
  }
  const turn = turns.groups.enter({
    group,
    cancelInProgress: mapping['cancel-in-progress'] === true || mapping['cancel-in-progress'] === 'true',
    queue: mapping['queue'] === 'max' ? 'max' : 'single',
    signal: turns.stop,
    cancel: (reason) => turns.cancel(reason),
  });
  turns.onWait?.();
  const leave = await turn;
  return leave === null ? { kind: 'dropped' } : { kind: 'in', held: [...turns.held, group], leave };
}
