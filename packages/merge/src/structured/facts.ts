/** What a structured merge had to decide, as counts: the less there is, the surer it is. */
export interface StructuredFacts {
  /** Declarations that both sides changed, with code that was merged as text. */
  bothChanged: number;
  /** Things that both sides added under one name and that were merged into one. */
  bothAdded: number;
  /** Places at which both sides added something. */
  sameGap: number;
  /** Of these, where neither the order of the file nor the language says what comes first. */
  orderOpen: number;
  /** Lists that one side put into another order. */
  reordered: number;
  /** Declarations that a side renamed, found by what they say. */
  renamed: number;
  /** Imports and lists of imported names to which both sides did something. */
  imports: number;
  /** Things that one side removed and the other left alone. */
  removed: number;
  /** Imports that one side removed and that are kept, since they are used. */
  keptImports: number;
}

export function noFacts(): StructuredFacts {
  return {
    bothChanged: 0,
    bothAdded: 0,
    sameGap: 0,
    orderOpen: 0,
    reordered: 0,
    renamed: 0,
    imports: 0,
    removed: 0,
    keptImports: 0,
  };
}
