import { digestOf, isOid, type BranchName, type Oid } from '@sluice/model';
import { decodeBlock, encodeBlock, objectOf } from './machine-block.ts';

/** What the next run has to know about a checkpoint pull request to find it again and to tell whether it is up to date. */
export interface CheckpointFacts {
  readonly group: string;
  readonly base: { readonly ref: string; readonly sha: Oid };
  readonly commit: Oid;
  readonly tree: Oid;
  /** Agent heads that are in it; null where there are too many to list: `headsDigest` still binds them. */
  readonly heads: ReadonlyMap<BranchName, Oid> | null;
  readonly headsDigest: string;
  readonly run: { readonly id: number; readonly attempt: number };
  /** `sha256:<hex>` of the verdict that it was made from. */
  readonly digest: string;
  /** Digest of what the text says, apart from which run says it and how long that took: see `pull-request-text.ts`. */
  readonly state: string;
  /** Digest of title and text as they were written, without this block. */
  readonly words: string;
}

const HEADS_CHARACTERS_MOST = 16_000;
const KEYS = ['group', 'base', 'commit', 'tree', 'heads', 'headsDigest', 'run', 'digest', 'state', 'words'];
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Names the set of branches and heads, whatever their order: the same set is the same work. */
export function digestHeads(heads: ReadonlyMap<BranchName, Oid>): string {
  return digestOf(Buffer.from(JSON.stringify(sorted(heads)), 'utf8'));
}

/** The marked block, one line. `heads` are left out where they would take the room of the text. */
export function encodeMarker(
  facts: Omit<CheckpointFacts, 'headsDigest' | 'heads'> & { readonly heads: ReadonlyMap<BranchName, Oid> },
): string {
  const { group, base, commit, tree, heads, run, digest, state, words } = facts;
  const list = sorted(heads);
  return encodeBlock('checkpoint', {
    group,
    base: { ref: base.ref, sha: base.sha },
    commit,
    tree,
    heads: JSON.stringify(list).length <= HEADS_CHARACTERS_MOST ? list : null,
    headsDigest: digestHeads(heads),
    run: { id: run.id, attempt: run.attempt },
    digest,
    state,
    words,
  });
}

/** The facts in a body, null where there are none that can be trusted to be whole, `ambiguous` where there are several blocks. */
export function decodeMarker(body: string): CheckpointFacts | 'ambiguous' | null {
  const read = decodeBlock('checkpoint', body);
  return read === null || read === 'ambiguous' ? read : shaped(read.facts);
}

export type MarkerSearch =
  | { readonly kind: 'found'; readonly index: number; readonly facts: CheckpointFacts }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly indexes: readonly number[] };

/**
 * The one body that marks the checkpoint of a group. Several, or one with several blocks, are for a person: to write
 * into either could be to write into a copy that somebody made.
 */
export function findMarker(bodies: readonly string[], group: string): MarkerSearch {
  const read = bodies.map((body, index) => ({ index, facts: decodeMarker(body) }));
  const unclear = read.filter(({ facts }) => facts === 'ambiguous').map(({ index }) => index);
  const found = read.flatMap(({ index, facts }) =>
    facts !== null && facts !== 'ambiguous' && facts.group === group ? [{ index, facts }] : [],
  );
  if (unclear.length > 0 || found.length > 1)
    return {
      kind: 'ambiguous',
      indexes: [...unclear, ...found.map(({ index }) => index)].toSorted((a, b) => a - b),
    };
  return found.length === 0 ? { kind: 'none' } : { kind: 'found', ...found[0]! };
}

function shaped(facts: unknown): CheckpointFacts | null {
  const all = objectOf(facts, KEYS);
  const base = objectOf(all?.['base'], ['ref', 'sha']);
  const run = objectOf(all?.['run'], ['id', 'attempt']);
  if (all === null || base === null || run === null) return null;
  const { group, commit, tree, headsDigest, digest, state, words } = all;
  const heads = headsOf(all['heads']);
  if (heads === undefined || (heads !== null && digestHeads(heads) !== headsDigest)) return null;
  const whole =
    isText(group) &&
    isText(base['ref']) &&
    isId(base['sha']) &&
    isId(commit) &&
    isId(tree) &&
    isDigest(headsDigest) &&
    isDigest(digest) &&
    isDigest(state) &&
    isDigest(words) &&
    isCount(run['id']) &&
    isCount(run['attempt']);
  return whole
    ? {
        group,
        base: { ref: base['ref'] as string, sha: base['sha'] as Oid },
        commit,
        tree,
        heads,
        headsDigest,
        run: { id: run['id'] as number, attempt: run['attempt'] as number },
        digest,
        state,
        words,
      }
    : null;
}

/** undefined: not a list of distinct branches in order. */
function headsOf(value: unknown): ReadonlyMap<BranchName, Oid> | null | undefined {
  if (value === null) return null;
  if (!Array.isArray(value)) return undefined;
  const heads = new Map<BranchName, Oid>();
  for (const pair of value as unknown[]) {
    const [name, head] = Array.isArray(pair) && pair.length === 2 ? (pair as unknown[]) : [];
    if (!isText(name) || !isId(head) || heads.has(name)) return undefined;
    heads.set(name, head);
  }
  return JSON.stringify(sorted(heads)) === JSON.stringify(value) ? heads : undefined;
}

function sorted(heads: ReadonlyMap<BranchName, Oid>): [BranchName, Oid][] {
  return [...heads].toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isId(value: unknown): value is Oid {
  return typeof value === 'string' && isOid(value);
}

function isDigest(value: unknown): value is string {
  return typeof value === 'string' && DIGEST.test(value);
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}
