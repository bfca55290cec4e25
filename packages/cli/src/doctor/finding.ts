import type { Facts } from './facts.ts';

/** `hint`: no API tells it; a person has to look. It does not count against the repository. */
export const STATES = ['ok', 'wrong', 'unreadable', 'hint'] as const;
export type State = (typeof STATES)[number];

/** What one rule says of a repository. */
export interface Finding {
  /** Stable name: `token-read-only`. */
  readonly id: string;
  readonly state: State;
  /** What should hold, as a short sentence. */
  readonly should: string;
  /** What is the case; empty where it is as it should be. */
  readonly found: string;
  /** What goes wrong otherwise. */
  readonly why: string;
  /** Commands, or where to click; nothing where nothing is to be done. */
  readonly fix: readonly string[];
}

/** A rule is total: it has an answer for all facts, also for those that could not be read. */
export interface Rule {
  readonly id: string;
  readonly should: string;
  readonly why: string;
  readonly look: (facts: Facts) => Look;
}

/** `null`: as it should be. */
export type Look = (Pick<Finding, 'found' | 'fix'> & { readonly state: Exclude<State, 'ok'> }) | null;

export function wrong(found: string, fix: readonly string[]): Look {
  return { state: 'wrong', found, fix };
}

/** What this token may not read is not known to be good. */
export function unreadable(needs: string): Look {
  return {
    state: 'unreadable',
    found: 'This could not be read.',
    fix: [`Give a token that may read it (${needs}) in GH_TOKEN, or look at the settings yourself.`],
  };
}

export function hint(found: string, fix: readonly string[]): Look {
  return { state: 'hint', found, fix };
}

/** What the rules say, in their order. */
export function examine(rules: readonly Rule[], facts: Facts): Finding[] {
  return rules.map(({ id, should, why, look }) => {
    const seen = look(facts) ?? { state: 'ok' as const, found: '', fix: [] };
    return { id, should, why, ...seen };
  });
}
