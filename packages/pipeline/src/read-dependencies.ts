import { dependencyChanges, isPackageManifest } from '@sluice/formats';
import type { DependencyChange, PathChange } from '@sluice/model';
import type { Git } from '@sluice/ports';

/** What each of several sets of changes does to package manifests. */
export async function readDependencies(
  git: Git,
  changeSets: readonly (readonly PathChange[])[],
): Promise<DependencyChange[][]> {
  const manifests = changeSets.flatMap((changes, i) =>
    changes.filter(({ path }) => isPackageManifest(path)).map((change) => ({ i, change })),
  );
  const oids = [
    ...new Set(
      manifests
        .flatMap(({ change }) => [change.before?.oid, change.after?.oid])
        .filter((oid) => oid !== undefined),
    ),
  ];
  const blobs = await git.blobs(oids);
  const texts = new Map(oids.map((oid, i) => [oid, blobs[i]?.toString('utf8') ?? null]));
  const found: DependencyChange[][] = changeSets.map(() => []);
  for (const { i, change } of manifests) {
    const text = (version: PathChange['before']): string | null =>
      version ? (texts.get(version.oid) ?? null) : null;
    found[i]!.push(...dependencyChanges(change.path, text(change.before), text(change.after)));
  }
  return found;
}
