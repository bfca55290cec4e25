import type { GitPath, PathChange } from '@sluice/model';
import type { Git, TreeEntry } from '@sluice/ports';
import type { ProjectLayout } from '@sluice/syntax';

/** More modules than these are vendored ones. */
const MOST_MODULES = 200;

/** Which files there are, on the base and on the branches, and the modules that go.mod files name. */
export async function readLayout(
  git: Git,
  baseFiles: readonly TreeEntry[],
  changes: Iterable<PathChange>,
): Promise<ProjectLayout> {
  const paths = new Set<GitPath>(baseFiles.map(({ path }) => path));
  for (const { path, after } of changes) if (after !== null) paths.add(path);
  const manifests = baseFiles.filter(({ path }) => /(?:^|\/)go\.mod$/.test(path)).slice(0, MOST_MODULES);
  const blobs = await git.blobs(manifests.map(({ oid }) => oid));
  const goModules = manifests.flatMap(({ path }, i) => {
    const module = /^module[ \t]+"?([^\s"]+)/m.exec(blobs[i]?.toString('utf8') ?? '')?.[1];
    return module === undefined
      ? []
      : [{ module, directory: path.slice(0, Math.max(0, path.lastIndexOf('/'))) }];
  });
  return { has: (path) => paths.has(path), goModules };
}
