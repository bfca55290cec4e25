// Most of what git merges without a conflict is the work of two sides in items of their own, such as functions. That
// shows without reading the versions: the base is read, once for all that is merged onto it, and of a version only the
// items that it changes.
import { formatObjection } from '@sluice/formats';
import { itemCuts, type SyntaxReader, type SyntaxTree } from '@sluice/syntax';
import type { FileSides } from '../file-sides.ts';
import { ruledLines } from '../no-loss/ruled-lines.ts';
import { plainText } from '../program/program.ts';
import { agree, editFacts, type EditFacts } from './edit-facts.ts';
import { applied, inOneOrder, itemEdits, type ItemEdit } from './item-edit.ts';

/**
 * Whether a merged program is the base with the items of it that one side changed and those that the other did, and
 * neither has anything to do with the other's: then nothing speaks against it, whatever `objectionsTo` looks at. What
 * stands outside of the changed items is the same in all versions, so that an objection could only be to
 *
 * - a line, a declaration or an import that both sides add, where the sum is more than each of them has;
 * - a name to which one side gives no meaning any more while the other uses it, or gives it none either;
 * - an import of everything that a side takes out, from which any name may come;
 * - a comment or an attribute of one side that comes to stand before an item of the other.
 *
 * False says nothing: the versions have to be read.
 */
export function isApart(sides: FileSides, text: string, reader: SyntaxReader): boolean {
  const { path, base, ours, theirs } = sides;
  if (base === null || ours === null || theirs === null || !reader.knows(path)) return false;
  if ([base, ours, theirs, text].some((version) => plainText(version) !== version)) return false;
  const tree = reader.read(path, base);
  if (!tree) return false;
  const known = knownOf(tree);
  const [mine, other] = [editsIn(known, ours), editsIn(known, theirs)];
  const all = inOneOrder(mine, other);
  if (!all || applied(base, all) !== text) return false;
  known.latest = { text, edits: all };
  const facts = (edit: ItemEdit): EditFacts | null => factsOf(edit, known, (code) => reader.read(path, code));
  const theirFacts = other.map(facts);
  const isAgreed = mine
    .map(facts)
    .every((my) => my && theirFacts.every((their) => their && agree(my, their)));
  return (
    isAgreed &&
    !takesLead(mine, other, facts) &&
    !takesLead(other, mine, facts) &&
    formatObjection(sides, text) === null
  );
}

/** Whether an edit stands right behind one of the other side that ends in what is said of the item after it. */
function takesLead(
  edits: readonly ItemEdit[],
  others: readonly ItemEdit[],
  facts: (edit: ItemEdit) => EditFacts | null,
): boolean {
  const ends = new Map(others.map((other) => [other.end, other]));
  return edits.some(({ start }) => {
    const before = ends.get(start);
    return before !== undefined && facts(before)?.endsInLead !== false;
  });
}

/** What is known of a base while branches are merged onto it. */
interface Known {
  readonly base: string;
  readonly cuts: readonly number[];
  readonly lines: ReadonlySet<string>;
  readonly facts: WeakMap<ItemEdit, EditFacts>;
  /** What came of the last merge: a side of the next. */
  latest: { readonly text: string; readonly edits: readonly ItemEdit[] } | null;
}

const bases = new WeakMap<SyntaxTree, Known>();

function knownOf(tree: SyntaxTree): Known {
  const { text: base } = tree;
  const known = bases.get(tree) ?? {
    base,
    cuts: itemCuts(tree),
    lines: new Set(ruledLines(base)),
    facts: new WeakMap(),
    latest: null,
  };
  bases.set(tree, known);
  return known;
}

function editsIn({ base, cuts, latest }: Known, version: string): readonly ItemEdit[] {
  return latest?.text === version ? latest.edits : itemEdits(base, version, cuts);
}

/** Null where the items cannot be read by themselves. */
function factsOf(
  edit: ItemEdit,
  { base, lines, facts }: Known,
  read: (code: string) => SyntaxTree | null,
): EditFacts | null {
  const known = facts.get(edit);
  if (known) return known;
  const [old, now] = [read(base.slice(edit.start, edit.end)), read(edit.text)];
  const found = old && now && editFacts(old, now, lines);
  if (found) facts.set(edit, found);
  return found;
}
