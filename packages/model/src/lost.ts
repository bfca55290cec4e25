/** What each side of a merge had and the result does not: lines or names, for people, in the order of the file. */
export interface Lost {
  readonly ours: readonly string[];
  readonly theirs: readonly string[];
}

export const NOTHING_LOST: Lost = { ours: [], theirs: [] };
