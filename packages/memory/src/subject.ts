import type { ConflictKind, GitPath, Method, Strategy } from '@sluice/model';
import { pathClass } from './path-class.ts';

// What an event is about, as one word: `decision/<id>`, `method/<kind>/<method>` or `strategy/<strategy>`.

export function decisionSubject(id: string): string {
  return `decision/${id}`;
}

/** Names without an extension are of any length. */
const LONGEST_KIND = 200;

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

/** What happened to a path, and what kind of file it is: what decides how well a method does. */
export function conflictKind(path: GitPath, conflict: ConflictKind): string {
  return `${conflict} ${pathClass(path)}`.slice(0, LONGEST_KIND);
}
