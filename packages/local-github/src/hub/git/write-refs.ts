import { announcePull } from '../events/pull-event.ts';
import { announcePush } from '../events/push-event.ts';
import { syncPulls } from '../pulls/sync-pulls.ts';
import { pushViolations } from '../rules/push-rules.ts';
import type { Repository } from '../state/repository.ts';
import type { Token } from '../state/tokens.ts';
import type { World } from '../world.ts';
import { isAncestor, moveRefs, readRef, type RefChange, type RefMove } from './refs.ts';

export interface RefWish extends RefChange {
  /** Absent: only forward. */
  readonly force?: boolean;
}

export type RefOutcome =
  | { readonly kind: 'written'; readonly moves: readonly RefMove[] }
  /** The ref is not where the client said; `actual` is where it is. */
  | { readonly kind: 'stale'; readonly name: string; readonly actual: string | null }
  | { readonly kind: 'not-forward'; readonly name: string }
  | { readonly kind: 'refused'; readonly name: string; readonly violations: readonly string[] };

/** Moves refs for an API client: all or none, under the rulesets, then tells everybody. */
export async function writeRefs(
  world: World,
  repository: Repository,
  wishes: readonly RefWish[],
  token: Token,
): Promise<RefOutcome> {
  const outcome = await repository.lock.run(() => attempt(repository, wishes, token));
  if (outcome.kind === 'written') await settleRefs(world, repository, outcome.moves, token);
  return outcome;
}

async function attempt(
  repository: Repository,
  wishes: readonly RefWish[],
  token: Token,
): Promise<RefOutcome> {
  const moves: RefMove[] = [];
  for (const wish of wishes) {
    const { name } = wish;
    const actual = await readRef(repository.gitDir, name);
    if (wish.before !== undefined && wish.before !== actual) return { kind: 'stale', name, actual };
    const move = { name, before: actual, after: wish.after };
    const isMove = actual !== null && wish.after !== null;
    if (isMove && wish.force !== true && !(await isAncestor(repository.gitDir, actual, wish.after)))
      return { kind: 'not-forward', name };
    const violations = await pushViolations(repository, move, token);
    if (violations.length > 0) return { kind: 'refused', name, violations };
    moves.push(move);
  }
  if (await moveRefs(repository.gitDir, moves)) return { kind: 'written', moves };
  return { kind: 'stale', name: moves[0]?.name ?? '', actual: null };
}

/** What follows when refs have moved, by whatever way. */
export async function settleRefs(
  world: World,
  repository: Repository,
  moves: readonly RefMove[],
  token: Token,
): Promise<void> {
  const real = moves.filter((move) => move.before !== move.after);
  if (real.length === 0) return;
  repository.pushedAt = world.now();
  const changes = await syncPulls(world, repository, real, token.login);
  await announcePush(world, repository, real, token);
  for (const change of changes)
    await announcePull(world, repository, change.pull, { action: change.action, token });
}
