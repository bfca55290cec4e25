// Histories like those that many agents make at once, out of a seed: small files with repeated lines, so that git finds
// several ways to tell them apart, and few names, so that branches meet.
import type { GitPath } from '@sluice/model';
import { seededRandom, type Random } from './seeded-random.ts';
import { editsBetween, randomEdit, type Tree } from './random-edit.ts';
import type { PlannedCommit } from './written-history.ts';

/** The longest of main's history, and the numbers of branches. */
const MAIN = 3;
const MOST_BRANCHES = 7;

interface Tip {
  readonly name: string;
  readonly tree: Tree;
}

/** `main` and two to seven branches `b0`, `b1` … */
export function randomHistory(seed: number): PlannedCommit[] {
  const random = seededRandom(seed);
  const commits: PlannedCommit[] = [];
  const write = (branch: string, parents: readonly Tip[], tree: Tree): Tip => {
    const name = `${branch}.${commits.length}`;
    const edits = editsBetween(parents[0]?.tree ?? new Map(), tree);
    commits.push({ name, branch, parents: parents.map((parent) => parent.name), edits });
    return { name, tree };
  };
  // Edits that several branches make, byte for byte.
  const popular = Array.from({ length: 2 }, () => random.int(1 << 30));
  const edited = (tree: Tree): Tree => {
    let now = tree;
    for (let left = 1 + random.int(3); left > 0; left--) {
      now = randomEdit(now, random.chance(0.15) ? seededRandom(random.pick(popular)) : random);
    }
    return now;
  };
  const main = [write('main', [], firstTree(random))];
  for (let left = random.int(MAIN); left > 0; left--)
    main.push(write('main', [main.at(-1)!], edited(main.at(-1)!.tree)));
  const tips: Tip[] = [];
  const inner: Tip[] = [];
  const count = 2 + random.int(MOST_BRANCHES - 1);
  for (let i = 0; i < count; i++) {
    const from = placeFor(random, { main, tips, inner });
    let tip = write(`b${i}`, [from], edited(from.tree));
    while (random.chance(0.25)) {
      inner.push(tip);
      tip = write(`b${i}`, [tip], edited(tip.tree));
    }
    if (random.chance(0.05))
      tip = write(`b${i}`, [tip, main.at(-1)!], mergedByHand(from.tree, tip.tree, main.at(-1)!.tree));
    tips.push(tip);
  }
  return commits;
}

/** Mostly the tip of main; else an older place of it, another branch, or a commit in the middle of one. */
function placeFor(
  random: Random,
  { main, tips, inner }: Record<'main' | 'tips' | 'inner', readonly Tip[]>,
): Tip {
  const kind = random.int(20);
  if (kind < 2 && tips.length > 0) return random.pick(tips);
  if (kind < 4 && inner.length > 0) return random.pick(inner);
  return kind < 9 ? random.pick(main) : main.at(-1)!;
}

/** As a person who merges main would: whatever the branch did not touch comes from main. */
function mergedByHand(from: Tree, branch: Tree, main: Tree): Tree {
  const merged = new Map(main);
  for (const path of new Set([...from.keys(), ...branch.keys()])) {
    const [before, after] = [from.get(path), branch.get(path)];
    if (before?.content === after?.content && before?.mode === after?.mode) continue;
    if (after === undefined) merged.delete(path);
    else merged.set(path, after);
  }
  return withoutFilesInTheWay(merged);
}

/** A path is a file or a directory, never both. */
function withoutFilesInTheWay(tree: Map<GitPath, { mode: string; content: string }>): Tree {
  const paths = [...tree.keys()];
  for (const path of paths) if (paths.some((other) => other.startsWith(`${path}/`))) tree.delete(path);
  return tree;
}

function firstTree(random: Random): Tree {
  let tree: Tree = new Map();
  const names = ['a', 'b', 'src/a', 'src/b', 'src/c', 'lib/a', 'lib/b', 'lib/deep/a', 'doc/a'];
  for (const name of names) {
    if (!random.chance(0.7)) continue;
    tree = new Map(tree).set(name, { mode: '100644', content: random.text(4 + random.int(22)) });
  }
  tree = new Map(tree).set('image', { mode: '100644', content: `\0${random.text(5)}` });
  if (random.chance(0.3))
    tree = new Map(tree).set('windows', {
      mode: '100644',
      content: random.text(10).replaceAll('\n', '\r\n'),
    });
  return tree;
}
