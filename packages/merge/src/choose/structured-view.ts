import type { StructuredFacts } from '../structured/facts.ts';

/** What became of the file where it was merged declaration by declaration, as far as hunks are judged by it. */
export interface StructuredView {
  readonly merged: boolean;
  readonly facts: Readonly<StructuredFacts>;
}

/** Numbers of a whole file, all zero where it was not read as a program. */
export function structuredFeatures(view: StructuredView | null): Record<string, number> {
  const { facts } = view ?? {};
  return {
    'program-read': view ? 1 : 0,
    'program-merged': view?.merged ? 1 : 0,
    'program-both-changed': facts?.bothChanged ?? 0,
    'program-both-added': facts?.bothAdded ?? 0,
    'program-same-gap': facts?.sameGap ?? 0,
    'program-reordered': facts?.reordered ?? 0,
    'program-renamed': facts?.renamed ?? 0,
    'program-imports': facts?.imports ?? 0,
    'program-removed': facts?.removed ?? 0,
    'program-kept-imports': facts?.keptImports ?? 0,
  };
}
