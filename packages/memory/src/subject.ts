import type { Method, Strategy } from '@sluice/model';
import type { GitPath } from '@sluice/model';
import { pathClass } from './path-class.ts';

// What an event is about, as one word: `decision/<id>`, `method/<kind>/<method>` or `strategy/<strategy>`.

export function decisionSubject(id: string): string {
  return `decision/${id}`;
}

/** How a method fares with a kind of conflict. */
export function methodSubject(kind: string, method: Method): string {
  return `method/${kind}/${method}`;
}

/** How a strategy of candidates fares with people. */
export function strategySubject(strategy: Strategy): string {
  return `strategy/${strategy}`;
}

/** The decision that an event is about; null: it is about something else. */
export function decisionOf(subject: string): string | null {
  return subject.startsWith('decision/') ? subject.slice('decision/'.length) : null;
}

/** Which versions there were, and of what kind of file: what decides how well a method does. */
export function conflictKind(
  path: GitPath,
  { base, ours, theirs }: { readonly base: unknown; readonly ours: unknown; readonly theirs: unknown },
): string {
  const sides = ours === null || theirs === null ? 'delete' : base === null ? 'add' : 'content';
  return `${sides} ${pathClass(path)}`;
}
