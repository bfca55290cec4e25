import type { Item } from '@sluice/syntax';
import { titleOf, type Declared } from './declared.ts';
import type { ObjectionOf } from './objection.ts';
import type { Versions } from './versions.ts';

/** Characters of a declaration, white space aside: one that may be repeated and is as long is a copy. */
const TELLING = 40;

/** Declarations that stand in one scope more often than in any version. */
export function declaredTwice({ base, ours, theirs, merged }: Versions): ObjectionOf<'declared-twice'>[] {
  const { tree } = merged.outline;
  const objections: ObjectionOf<'declared-twice'>[] = [];
  for (const [key, items] of merged.byKey) {
    const before = Math.max(
      1,
      ...[base, ours, theirs].map((version) => version?.byKey.get(key)?.length ?? 0),
    );
    if (items.length <= before) continue;
    const last = items.at(-1)!;
    const repeats = tree.language.mayRepeat(last.kind, last.name) || isConditional(merged, last);
    if (repeats && !isCopy(merged, items, before)) continue;
    objections.push({ kind: 'declared-twice', name: titleOf(last), line: last.line });
  }
  return objections;
}

function isConditional({ outline: { tree } }: Declared, { core, node }: Item): boolean {
  return tree.language.conditional?.test(tree.text.slice(core.start, tree.starts[node])) ?? false;
}

/** Whether more of them say the same than any version has of the name. */
function isCopy(merged: Declared, items: readonly Item[], before: number): boolean {
  const contents = items.map((item) => merged.contentOf(item)).filter((content) => content.length >= TELLING);
  return contents.length - new Set(contents).size >= before;
}
