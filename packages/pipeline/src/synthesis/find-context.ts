import type { GitPath, Oid } from '@sluice/model';
import type { Git, TreeEntry } from '@sluice/ports';
import { findSecrets, type ContendedFile, type KnownFile } from '@sluice/synthesis';
import { textOf } from './read-conflict.ts';
import type { Hiding } from './visible-paths.ts';

/** What is given to a model besides the contended files. */
export interface Context {
  readonly documents: readonly (KnownFile & { readonly mode: string })[];
  readonly neighbours: readonly KnownFile[];
}

const DOCUMENT = /(?:^|\/)(?:readme[^/]*|[^/]+\.(?:md|mdx|rst|adoc|txt))$/i;
const LOG =
  /(?:^|\/)(?:changelog|changes|history|news|releases?|license|licence|notice|authors|contributors)[^/]*$/i;
const READ = 40;
const DOCUMENTS = 2;
const NEIGHBOURS = 2;
const LONGEST_DOCUMENT = 16_000;
const LONGEST_NEIGHBOUR = 8_000;

/** Documents of the merged tree that speak of a contended file, and files beside it. */
export async function findContext(
  git: Git,
  { tree, contended, conventions }: { tree: Oid; contended: readonly ContendedFile[]; conventions: boolean },
  hiding: Hiding,
): Promise<Context> {
  const taken = new Set(contended.map(({ path }) => path));
  const entries = (await git.files(tree)).filter(
    ({ path, mode }) => mode.startsWith('100') && !taken.has(path) && hiding(path) === null,
  );
  const documents = entries
    .filter(({ path }) => DOCUMENT.test(path) && !LOG.test(path))
    .sort(nearRoot)
    .slice(0, READ);
  const names = contended.map(({ path }) => nameOf(path));
  const speaking = (await readKnown(git, documents, LONGEST_DOCUMENT)).filter(({ text }) =>
    names.some((name) => text.includes(name)),
  );
  const beside = conventions
    ? entries.filter(({ path }) => contended.some((file) => isBeside(path, file.path)))
    : [];
  const neighbours = await readKnown(git, beside.slice(0, READ), LONGEST_NEIGHBOUR);
  return { documents: speaking.slice(0, DOCUMENTS), neighbours: neighbours.slice(0, NEIGHBOURS).map(plain) };
}

async function readKnown(
  git: Git,
  entries: readonly TreeEntry[],
  longest: number,
): Promise<Context['documents']> {
  const blobs = await git.blobs(entries.map(({ oid }) => oid));
  return entries.flatMap(({ path, mode }, i) => {
    const text = textOf(blobs[i]!);
    if (text === null || text === '' || text.length > longest || findSecrets(text).length > 0) return [];
    return [{ path, mode, text }];
  });
}

function plain({ path, text }: KnownFile): KnownFile {
  return { path, text };
}

function nearRoot(a: TreeEntry, b: TreeEntry): number {
  return a.path.split('/').length - b.path.split('/').length;
}

function isBeside(path: GitPath, other: GitPath): boolean {
  return folderOf(path) === folderOf(other) && /\.[^./]+$/.exec(path)?.[0] === /\.[^./]+$/.exec(other)?.[0];
}

function folderOf(path: GitPath): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

function nameOf(path: GitPath): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
