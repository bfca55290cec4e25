import { globMatcher } from '@sluice/config';
import { foldName } from '@sluice/cluster';
import { findUnsafeName } from '@sluice/judge';
import {
  encodeGitText,
  isHostilePath,
  parentsOf,
  REASONS,
  showPath,
  type BranchName,
  type GitPath,
  type Manifest,
  type Policy,
  type Reason,
} from '@sluice/model';
import type { Git, TreeEntry } from '@sluice/ports';
import { outcome, type Outcome } from './outcome.ts';

export interface Admission {
  /** Branches that have a place in the change graph: those that may land, and those that only a person may. */
  readonly graphed: readonly Manifest[];
  readonly held: ReadonlySet<BranchName>;
  readonly outcomes: readonly Outcome[];
}

/** Which branches may land without a person, by what they touch: rules in the order in which they are reported. */
export async function admitBranches(
  git: Git,
  manifests: readonly Manifest[],
  baseFiles: readonly TreeEntry[],
  policy: Policy,
): Promise<Admission> {
  const vetoed = globMatcher(policy.vetoPaths);
  const isProtected = globMatcher(policy.protectedPaths);
  const escaping = await escapingSymlinks(git, manifests);
  const spelling = spellings(manifests, baseFiles);
  const outcomes = manifests.flatMap((manifest): Outcome[] => {
    const { branch, changes } = manifest;
    const found = (reason: Reason, detail: string): Outcome[] => [outcome(branch, reason, detail)];
    const hostile = changes.find(
      ({ before, path }) =>
        before === null && (isHostilePath(path) || isUnwritable(path) || reachesElsewhere(path)),
    );
    if (changes.length === 0) return found('empty', 'Its commits change no file.');
    if (hostile) return found('hostile-path', `It adds ${shorten(showPath(hostile.path))}.`);
    const veto = changes.find(({ path }) => vetoed(path));
    if (veto) return found('vetoed', `It changes ${showPath(veto.path)}.`);
    const twin = spelling(manifest);
    if (twin) return found('case-collision', `It adds ${showPath(twin[0])} beside ${showPath(twin[1])}.`);
    const guarded = changes.find(({ path }) => isProtected(path));
    if (guarded) return found('protected-path', `It changes ${showPath(guarded.path)}.`);
    const submodule = changes.find(
      ({ before, after }) => after?.mode === '160000' || before?.mode === '160000',
    );
    if (submodule) return found('submodule', `It changes the submodule ${showPath(submodule.path)}.`);
    const escape = changes.find(
      ({ after }) => after?.mode === '120000' && escaping.has(linkKey(manifest, after.oid)),
    );
    if (escape) return found('escaping-symlink', `${showPath(escape.path)} points out of the repository.`);
    if (changes.length <= policy.maxPaths) return [];
    return found('too-large', `It changes ${changes.length} paths; the policy allows ${policy.maxPaths}.`);
  });
  const refused = new Map(outcomes.map(({ branch, reason }) => [branch, REASONS[reason][0]]));
  return {
    graphed: manifests.filter(({ branch }) => [undefined, 'held'].includes(refused.get(branch))),
    held: new Set([...refused].filter(([, kind]) => kind === 'held').map(([branch]) => branch)),
    outcomes,
  };
}

/** A new path whose letters are an old path's but for case, or whose directory's are. */
function spellings(manifests: readonly Manifest[], baseFiles: readonly TreeEntry[]) {
  const added = manifests.some(({ changes }) => changes.some(({ before }) => before === null));
  const known = new Map<string, GitPath>();
  for (const { path } of added ? baseFiles : []) {
    known.set(foldName(path), path);
    for (const parent of parentsOf(path)) {
      const folded = foldName(parent);
      if (known.has(folded)) break;
      known.set(folded, parent);
    }
  }
  return ({ changes }: Manifest): [GitPath, GitPath] | null => {
    const gone = new Set(changes.filter(({ after }) => after === null).map(({ path }) => path));
    for (const { path, before } of changes) {
      if (before !== null) continue;
      for (const name of [path, ...parentsOf(path)]) {
        const twin = known.get(foldName(name));
        if (twin !== undefined && twin !== name && !gone.has(twin)) return [name, twin];
      }
    }
    return null;
  };
}

function linkKey({ branch }: Manifest, oid: string): string {
  return `${branch}\0${oid}`;
}

async function escapingSymlinks(git: Git, manifests: readonly Manifest[]): Promise<Set<string>> {
  const links = manifests.flatMap((manifest) =>
    manifest.changes
      .filter(({ after }) => after?.mode === '120000')
      .map(({ path, after }) => ({ manifest, path, oid: after!.oid })),
  );
  const targets = await git.blobs(links.map(({ oid }) => oid));
  return new Set(
    links
      .filter(({ path }, i) => leaves(path, targets[i]?.toString('latin1') ?? '/'))
      .map(({ manifest, oid }) => linkKey(manifest, oid)),
  );
}

/**
 * Whether following the target could leave the root of the repository. A `..` behind a name counts as leaving: what the
 * name is may be decided by another link.
 */
function leaves(path: GitPath, target: string): boolean {
  if (target === '' || target.length > LONGEST_PATH || target.startsWith('/') || target.includes('\0'))
    return true;
  const names = target.split('/').filter((name) => name !== '' && name !== '.');
  const ups = names.findIndex((name) => name !== '..');
  const climbed = ups < 0 ? names.length : ups;
  return climbed > path.split('/').length - 1 || names.slice(climbed).includes('..');
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}… (${text.length} characters)` : text;
}

/** Names that git itself would not write (`..`, `.git` in any form): a forged tree. */
function reachesElsewhere(path: GitPath): boolean {
  return path.split('/').some((name) => findUnsafeName(name) !== null);
}

/** Linux writes no longer names and paths (limits.h: NAME_MAX, PATH_MAX less the end). */
const LONGEST_NAME = 255;
const LONGEST_PATH = 4095;

function isUnwritable(path: GitPath): boolean {
  const bytes = encodeGitText(path);
  return (
    bytes.length > LONGEST_PATH || path.split('/').some((name) => encodeGitText(name).length > LONGEST_NAME)
  );
}
