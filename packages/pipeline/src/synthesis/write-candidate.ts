import { checkpointMessage } from '@sluice/deliver';
import { contendedRegions } from '@sluice/merge';
import {
  NOTHING_LOST,
  type Cluster,
  type FileMerge,
  type ModelPolicy,
  type Oid,
  type SynthesisStrategy,
} from '@sluice/model';
import type { Git, TreeEdit } from '@sluice/ports';
import type { Resolution } from '@sluice/synthesis';
import type { MadeCandidate } from '../generate-candidates.ts';
import {
  nameOf,
  type ContendedFile,
  type LandingItem,
  type MergedItem,
  type Tip,
  stepOf,
} from '../landing-item.ts';
import { wholeMerge } from '../report-merge.ts';
import type { Context } from './find-context.ts';
import type { OpenConflict } from './read-conflict.ts';

/** One conflict, all that is known of it, and what a model made of it. */
export interface Solved {
  readonly cluster: Cluster;
  readonly id: string;
  readonly item: LandingItem;
  readonly strategy: SynthesisStrategy;
  readonly below: readonly MergedItem[];
  readonly tip: Tip;
  /** git's own merge; its contended files have markers, all of which are replaced. */
  readonly tree: Oid;
  readonly open: OpenConflict;
  readonly documents: Context['documents'];
  readonly resolution: Resolution;
}

/** Writes tree and commit of a candidate that only a person may land. */
export async function writeCandidate(git: Git, model: ModelPolicy, solved: Solved): Promise<MadeCandidate> {
  const { cluster, id, item, below, resolution, open } = solved;
  const tree = await git.editTree(solved.tree, await editsOf(git, solved));
  const files: FileMerge[] = [
    ...resolution.files.map(({ path, text, lost }) => {
      const sides = open.files.find((file) => file.path === path)!;
      return written(path, item, { lost, regions: contendedRegions(sides, text) });
    }),
    ...resolution.documents.map(({ path }) => written(path, item)),
    ...open.merged.map(({ sides, method, text }) =>
      written(sides.path, item, { method, regions: contendedRegions(sides, text) }),
    ),
  ];
  const commit = await writeCommit(git, model, { solved, tree });
  const contended = await Promise.all(open.files.map((file) => contendedFile(git, file)));
  const last: MergedItem = { item, tip: { commit, tree }, files, contended, dropped: [], contained: false };
  const items = [...below, last];
  return {
    candidate: {
      id,
      cluster: cluster.id,
      strategy: 'synthesised',
      tree,
      steps: items.map(stepOf),
      // Whatever it is, a person looks at it first.
      complete: false,
    },
    items,
  };
}

/** What it was written from, for memory: the blobs of the texts. */
async function contendedFile(
  git: Git,
  { path, base, ours, theirs }: OpenConflict['files'][number],
): Promise<ContendedFile> {
  const blobs = [base, ours, theirs].map((text) =>
    text === null ? Promise.resolve(null) : git.writeBlob(Buffer.from(text, 'utf8')),
  );
  const [b, o, t] = await Promise.all(blobs);
  const made = { conflict: 'content', method: 'synthesised', decisions: [] } as const;
  return { path, ...made, base: b!, ours: o!, theirs: t! };
}

function written(
  path: FileMerge['path'],
  item: LandingItem,
  made: Partial<Pick<FileMerge, 'method' | 'lost' | 'regions'>> = {},
): FileMerge {
  const all = { method: 'synthesised' as const, confidence: null, lost: NOTHING_LOST, regions: [], ...made };
  return wholeMerge({ path, conflict: 'content', branch: nameOf(item) }, all);
}

async function editsOf(git: Git, { open, resolution, documents }: Solved): Promise<TreeEdit[]> {
  const modes = new Map([...open.modes, ...documents.map(({ path, mode }) => [path, mode] as const)]);
  const merged = open.merged.map(({ sides: { path }, text }) => ({ path, text }));
  const texts = [...resolution.files, ...resolution.documents, ...merged];
  return Promise.all(
    texts.map(async ({ path, text }) => ({
      path,
      version: { mode: modes.get(path)!, oid: await git.writeBlob(Buffer.from(text, 'utf8')) },
    })),
  );
}

function writeCommit(
  git: Git,
  model: ModelPolicy,
  { solved, tree }: { solved: Solved; tree: Oid },
): Promise<Oid> {
  const { item, cluster, resolution, strategy, tip } = solved;
  const { manifest } = item;
  return git.writeCommit({
    tree,
    parents: [tip.commit, manifest.head],
    author: manifest.author,
    committer: { name: 'Sluice', email: 'sluice@localhost', date: `${manifest.committedAt} +0000` },
    message: checkpointMessage({
      branch: manifest.branch,
      head: manifest.head,
      cluster: cluster.id,
      method: 'synthesised',
      task: manifest.task.title,
      dropped: [],
      partial: false,
      notes: notesOf(model, strategy, resolution),
    }),
  });
}

/** For whoever reads the commit: who wrote it, what was added to join the sides, and which documents follow. */
function notesOf(
  { name }: ModelPolicy,
  strategy: SynthesisStrategy,
  { why, glue, comments, documents, leftOut }: Resolution,
): string[] {
  return [
    `Written by the language model ${name} (${strategy}); read it before you land it.`,
    ...(why === '' ? [] : [`In its words: ${why}`]),
    ...leftOut.map((each) => `Left out: ${each}`),
    ...glue.map(({ path, why: because }) => `Glue in ${path}: ${because}`),
    ...comments.map(({ path, was }) => `Corrected a comment in ${path}: ${was}`),
    ...documents.map(({ path, why: because }) => `Corrected ${path}: ${because}`),
  ];
}
