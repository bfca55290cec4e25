/** A decision tree: a value at a leaf, else a question about one feature. */
export type Tree =
  number | { readonly feature: number; readonly cut: number; readonly below: Tree; readonly above: Tree };

/** A sum of trees: log-odds. */
export interface Forest {
  readonly start: number;
  readonly trees: readonly Tree[];
}

/** How likely each alternative is the right one; what is left to 1 is for none of them. */
export function likelihoods(
  { start, trees }: Forest,
  alternatives: readonly (readonly number[])[],
): number[] {
  const weights = alternatives.map((features) =>
    Math.exp(trees.reduce<number>((score, tree) => score + valueOf(tree, features), start)),
  );
  const all = weights.reduce((sum, weight) => sum + weight, 1);
  return weights.map((weight) => weight / all);
}

function valueOf(tree: Tree, features: readonly number[]): number {
  let at = tree;
  while (typeof at !== 'number') at = features[at.feature]! <= at.cut ? at.below : at.above;
  return at;
}

/** A tree as JSON: a number, or feature, cut, below and above. */
type TreeRow = number | readonly [feature: number, cut: number, below: TreeRow, above: TreeRow];

/** One tree a line; the start is the first line. */
export function forestFrom(rows: string): Forest {
  const [start, ...trees] = rows
    .trim()
    .split('\n')
    .map((row) => treeFrom(JSON.parse(row) as TreeRow));
  return { start: start as number, trees };
}

export function forestRows({ start, trees }: Forest): string {
  return [start, ...trees].map((tree) => JSON.stringify(rowOf(tree))).join('\n');
}

function treeFrom(row: TreeRow): Tree {
  if (typeof row === 'number') return row;
  const [feature, cut, below, above] = row;
  return { feature, cut, below: treeFrom(below), above: treeFrom(above) };
}

function rowOf(tree: Tree): TreeRow {
  return typeof tree === 'number' ? tree : [tree.feature, tree.cut, rowOf(tree.below), rowOf(tree.above)];
}
