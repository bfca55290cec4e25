import type { GitPath } from '@sluice/model';
import type { Edits } from './written-history.ts';
import type { Random } from './seeded-random.ts';

interface File {
  readonly mode: string;
  readonly content: string;
}

export type Tree = ReadonlyMap<GitPath, File>;

type Edit = (tree: Map<GitPath, File>, random: Random) => void;

/** What agents do to a tree, the frequent repeated. Names are lower case: letter case has its own tests. */
const EDITS: readonly Edit[] = [
  editLines,
  editLines,
  editLines,
  editLines,
  editLines,
  editLines,
  insertLines,
  insertLines,
  addFile,
  addFile,
  deleteFile,
  renameFile,
  renameFile,
  renameAndEdit,
  renameDirectory,
  changeMode,
  editBinary,
  changeLineEnds,
  dropFinalLineEnd,
  makeSymlink,
  replaceDirectory,
  makeDirectoryOfFile,
];

/** The tree after one thing more was done to it. */
export function randomEdit(tree: Tree, random: Random): Tree {
  const edited = new Map(tree);
  random.pick(EDITS)(edited, random);
  return edited;
}

/** What a commit has to say to come from one tree to the other. */
export function editsBetween(before: Tree, after: Tree): Edits {
  const edits: Record<GitPath, File | null> = {};
  for (const path of before.keys()) if (!after.has(path)) edits[path] = null;
  for (const [path, file] of after) {
    const old = before.get(path);
    if (old?.content !== file.content || old.mode !== file.mode) edits[path] = file;
  }
  return edits;
}

function anyFile(tree: Map<GitPath, File>, random: Random): [GitPath, File] | null {
  return tree.size === 0 ? null : random.pick([...tree]);
}

function changeText(tree: Map<GitPath, File>, random: Random, change: (lines: string[]) => void): void {
  const found = anyFile(tree, random);
  if (!found || found[1].mode === '120000') return;
  const [path, { mode, content }] = found;
  const lines = content.split(/(?<=\n)/);
  change(lines);
  tree.set(path, { mode, content: lines.join('') });
}

function editLines(tree: Map<GitPath, File>, random: Random): void {
  changeText(tree, random, (lines) => {
    const fresh = random
      .text(random.int(3))
      .split(/(?<=\n)/)
      .filter(Boolean);
    lines.splice(random.int(lines.length), random.int(3), ...fresh);
  });
}

function insertLines(tree: Map<GitPath, File>, random: Random): void {
  changeText(tree, random, (lines) =>
    lines.splice(random.int(lines.length + 1), 0, random.text(1 + random.int(2))),
  );
}

const NEW_NAMES = [
  'new',
  'src/new',
  'lib/new',
  'lib/deep/new',
  'doc/new',
  'src/other',
  'box/a',
  'box/b',
  'pkg/new',
  'pkg/a',
];

/** A path that no file is in the way of. */
function isFree(tree: Map<GitPath, File>, path: GitPath): boolean {
  return [...tree.keys()].every(
    (other) => other !== path && !path.startsWith(`${other}/`) && !other.startsWith(`${path}/`),
  );
}

function addFile(tree: Map<GitPath, File>, random: Random): void {
  const path = random.pick(NEW_NAMES);
  if (isFree(tree, path)) tree.set(path, { mode: '100644', content: random.text(1 + random.int(4)) });
}

function deleteFile(tree: Map<GitPath, File>, random: Random): void {
  const found = anyFile(tree, random);
  if (found) tree.delete(found[0]);
}

function renameFile(tree: Map<GitPath, File>, random: Random): GitPath | null {
  const found = anyFile(tree, random);
  const path = random.pick(NEW_NAMES);
  if (!found || !isFree(tree, path)) return null;
  tree.delete(found[0]);
  tree.set(path, found[1]);
  return path;
}

function renameAndEdit(tree: Map<GitPath, File>, random: Random): void {
  const path = renameFile(tree, random);
  const file = path === null ? undefined : tree.get(path);
  if (file && file.mode !== '120000') tree.set(path!, { ...file, content: file.content + random.text(1) });
}

function renameDirectory(tree: Map<GitPath, File>, random: Random): void {
  const from = random.pick(['src/', 'lib/', 'lib/deep/', 'doc/']);
  const to = random.pick(['pkg/', 'box/', 'src/', 'lib/', 'pkg/deep/']);
  const moves = [...tree].filter(([path]) => path.startsWith(from));
  for (const [path] of moves) tree.delete(path);
  for (const [path, file] of moves) {
    const target = to + path.slice(from.length);
    if (isFree(tree, target)) tree.set(target, file);
  }
}

function changeMode(tree: Map<GitPath, File>, random: Random): void {
  const found = anyFile(tree, random);
  if (!found || found[1].mode === '120000') return;
  const [path, { mode, content }] = found;
  tree.set(path, { mode: mode === '100755' ? '100644' : '100755', content });
}

function editBinary(tree: Map<GitPath, File>, random: Random): void {
  const image = tree.get('image');
  if (image) tree.set('image', { ...image, content: `\0${random.text(3)}` });
}

function changeLineEnds(tree: Map<GitPath, File>, random: Random): void {
  changeText(tree, random, (lines) => {
    const windows = lines.some((line) => line.endsWith('\r\n'));
    lines.forEach(
      (line, i) => (lines[i] = windows ? line.replace('\r\n', '\n') : line.replace(/\n$/, '\r\n')),
    );
  });
}

function dropFinalLineEnd(tree: Map<GitPath, File>, random: Random): void {
  changeText(tree, random, (lines) => lines.push(lines.pop()!.replace(/\n$/, '')));
}

function makeSymlink(tree: Map<GitPath, File>, random: Random): void {
  const found = anyFile(tree, random);
  if (found) tree.set(found[0], { mode: '120000', content: random.pick(['image', 'a']) });
}

function replaceDirectory(tree: Map<GitPath, File>, random: Random): void {
  const path = random.pick(['src', 'lib/deep', 'doc', 'box']);
  for (const other of [...tree.keys()]) if (other.startsWith(`${path}/`)) tree.delete(other);
  if (isFree(tree, path)) tree.set(path, { mode: '100644', content: random.text(3) });
}

function makeDirectoryOfFile(tree: Map<GitPath, File>, random: Random): void {
  const path = random.pick(['a', 'b', 'new', 'src/a']);
  const old = tree.get(path);
  if (!old) return;
  tree.delete(path);
  tree.set(`${path}/inner`, random.chance(0.5) ? old : { mode: '100644', content: random.text(3) });
}
