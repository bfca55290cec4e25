import type { GitPath } from '@sluice/model';
import { quote, type Found } from './found.ts';
import { aliasOf, type Ecosystem, type Wish } from './lockfile.ts';
import { normalise, readRequirements } from './read-requirements.ts';
import type { SupplyState } from './supply-files.ts';
import { isOpen, type Ranges } from './version-range.ts';

const COMMIT = /(?:#|@)(?:[0-9a-f]{40}|[0-9a-f]{64})(?:[#&].*)?$/;
const IN_REPOSITORY = /^(?:workspace|file|link|portal|catalog|patch):|^\.{1,2}\//;

/** New wishes of manifests that take whatever there is, or lead out of the registries. */
export function wishFindings(before: SupplyState, after: SupplyState, ranges: Ranges): Found[] {
  return [...after.manifests].flatMap(([path, { ecosystem, wishes }]) => {
    const old = new Set(before.manifests.get(path)?.wishes.map(wishKey));
    return wishes
      .filter((wish) => !old.has(wishKey(wish)))
      .flatMap((wish): Found[] => [
        ...(isUnpinned(ecosystem, wish.spec, ranges)
          ? [
              {
                kind: 'unpinned' as const,
                path,
                name: wish.name,
                detail: quote(`It asks for ${JSON.stringify(wish.spec)}.`),
              },
            ]
          : []),
        ...(isFromElsewhere(ecosystem, wish)
          ? [
              {
                kind: 'url-source' as const,
                path,
                name: wish.name,
                detail: quote(`It asks for ${JSON.stringify(wish.spec)}.`),
              },
            ]
          : []),
      ]);
  });
}

function wishKey({ name, spec, section }: Wish): string {
  return JSON.stringify([name, spec, section]);
}

function isFromElsewhere(ecosystem: Ecosystem, { spec, section }: Wish): boolean {
  if (ecosystem === 'python') return spec.startsWith('@');
  if (ecosystem === 'cargo') return /\bgit\s*=/.test(spec);
  if (ecosystem === 'go') return section === 'replace' && !/^\.{1,2}\//.test(spec);
  return isAddress(spec);
}

/** git, GitHub's short form, or an address: all that npm does not take from a registry or the repository. */
function isAddress(spec: string): boolean {
  if (IN_REPOSITORY.test(spec) || spec.startsWith('npm:')) return false;
  return /^(?:git|ssh|https?|github|gitlab|bitbucket|gist)[+:]|^git@|^[\w.-]+\/[\w.-]+(?:#.*)?$/.test(spec);
}

function isUnpinned(ecosystem: Ecosystem, spec: string, ranges: Ranges): boolean {
  if (ecosystem === 'go') return false;
  if (ecosystem === 'python') {
    if (spec.startsWith('@'))
      return /^@\s*(?:git|hg|svn|bzr)\+/.test(spec) && !/@[0-9a-f]{40}(?:#.*)?$/.test(spec);
    return !/(?:^|,)\s*(?:~=|===?|<=?)\s*\d/.test(spec);
  }
  if (ecosystem === 'cargo') return isUnpinnedCrate(spec);
  if (isAddress(spec)) return !COMMIT.test(spec);
  if (IN_REPOSITORY.test(spec)) return false;
  const range = aliasOf(spec)?.range ?? spec;
  // What is no range is a tag, and whoever publishes moves it.
  return isOpen(range, ranges) ?? true;
}

function isUnpinnedCrate(spec: string): boolean {
  if (/\b(?:path|workspace)\s*=/.test(spec)) return false;
  if (/\bgit\s*=/.test(spec)) return !/\brev\s*=/.test(spec);
  const version =
    /\bversion\s*=\s*["']([^"']*)/.exec(spec)?.[1] ?? (/^[{\w]+\s*=|^\{/.test(spec) ? null : spec);
  return version !== null && (version.trim() === '*' || /^\s*>=?[^,]*$/.test(version));
}

/** New requirements of Python that have the name of a package of the repository: pip would take them from the index. */
export function ownRequirementFindings(
  before: SupplyState,
  after: SupplyState,
  own: ReadonlySet<string>,
): Found[] {
  return [...after.manifests].flatMap(([path, { ecosystem, wishes }]) => {
    if (ecosystem !== 'python') return [];
    const old = new Set(before.manifests.get(path)?.wishes.map(({ name }) => normalise(name)));
    return wishes
      .filter(
        ({ name, spec }) => own.has(normalise(name)) && !old.has(normalise(name)) && !spec.startsWith('@'),
      )
      .map(({ name }): Found => ({
        kind: 'own-name',
        path,
        name,
        detail: `${name} is a package of this repository.`,
      }));
  });
}

/** Indexes that a file for pip names, of all its lines. */
export function indexesIn(
  path: GitPath,
  text: string,
): readonly { readonly option: string; readonly value: string }[] {
  return path.endsWith('.txt') ? readRequirements(text).indexes : [];
}
