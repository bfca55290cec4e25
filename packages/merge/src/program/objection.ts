import type { Side } from './declared.ts';

/** Why a merged program cannot be right, whatever method made it. Lines are 1-based. */
export type Objection =
  /** All versions can be read and this one has errors. */
  | { readonly kind: 'unreadable' }
  /** More often in one scope than any side has it; `line` is the last of them in the merged text. */
  | { readonly kind: 'declared-twice'; readonly name: string; readonly line: number }
  /** More often in one block, list or literal than any version has it anywhere: a variable, a key, a case. */
  | { readonly kind: 'repeated-in-block'; readonly name: string; readonly line: number }
  /** A side added it, the other did not touch it, and it is gone; `line` is where that side has it. */
  | { readonly kind: 'declaration-lost'; readonly name: string; readonly side: Side; readonly line: number }
  /** A side removed it, the other did not touch it, and it is back. */
  | { readonly kind: 'declaration-back'; readonly name: string; readonly side: Side; readonly line: number }
  /** A side changed it, the other did not touch it, and it is as before. */
  | { readonly kind: 'change-lost'; readonly name: string; readonly side: Side; readonly line: number }
  /** What `side` has before the declaration `of` stands before another one, at `line` of the merged text. */
  | {
      readonly kind: 'stray-lead';
      readonly name: string;
      readonly of: string;
      readonly side: Side;
      readonly line: number;
    }
  /** The name is used at `line`, a side brought it in, and nothing here does. */
  | { readonly kind: 'name-missing'; readonly name: string; readonly side: Side; readonly line: number }
  /** The same name is brought in more often than in any side. */
  | { readonly kind: 'imported-twice'; readonly name: string; readonly line: number }
  /** An import with an empty list of names, as no side has it. */
  | { readonly kind: 'import-hollow'; readonly name: string; readonly line: number };

/** The objections of one kind. */
export type ObjectionOf<Kind extends Objection['kind']> = Extract<Objection, { readonly kind: Kind }>;

/** One phrase for people. */
export function objectionText(objection: Objection): string {
  switch (objection.kind) {
    case 'unreadable':
      return 'the merged program has syntax errors';
    case 'declared-twice':
      return `would declare ${objection.name} twice (line ${objection.line})`;
    case 'repeated-in-block':
      return `would have ${objection.name} twice in one block (line ${objection.line})`;
    case 'declaration-lost':
      return `would lose ${objection.name}, which ${objection.side} added (line ${objection.line})`;
    case 'declaration-back':
      return `would bring back ${objection.name}, which ${objection.side} removed (line ${objection.line})`;
    case 'change-lost':
      return `would lose the change of ${objection.side} to ${objection.name} (line ${objection.line})`;
    case 'stray-lead':
      return `would have before ${objection.name} what ${objection.side} has before ${objection.of} (line ${objection.line})`;
    case 'name-missing':
      return `would use ${objection.name} without what ${objection.side} has to bring it in (line ${objection.line})`;
    case 'imported-twice':
      return `would import ${objection.name} twice (line ${objection.line})`;
    case 'import-hollow':
      return `would import nothing from ${objection.name} (line ${objection.line})`;
  }
}
