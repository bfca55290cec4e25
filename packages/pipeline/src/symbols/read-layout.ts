import type { GitPath, PathChange } from '@sluice/model';
import type { Git, TreeEntry } from '@sluice/ports';
import { languageOf, type ProjectLayout } from '@sluice/syntax';
import { aliasesOf, parentOf, scriptPackagesOf, type ManifestText } from './script-layout.ts';

/** More of one kind are vendored ones. */
const MOST_MANIFESTS = 500;
/** A larger one is no manifest that people write. */
const MOST_BYTES = 256 * 1024;

type Kind = 'go' | 'package' | 'compiler' | 'crate';

const NAMES: readonly (readonly [RegExp, Kind])[] = [
  [/(?:^|\/)go\.mod$/, 'go'],
  [/(?:^|\/)package\.json$/, 'package'],
  [/(?:^|\/)(?:ts|js)config(?:\.[\w-]+)?\.json$/, 'compiler'],
  [/(?:^|\/)Cargo\.toml$/, 'crate'],
];
/** Which manifests say what the imports of a language mean. */
const OF: Readonly<Record<string, readonly Kind[]>> = {
  Go: ['go'],
  Rust: ['crate'],
  JavaScript: ['package', 'compiler'],
  TypeScript: ['package', 'compiler'],
  TSX: ['package', 'compiler'],
};

/** Which files there are, on the base and on the branches, and what the manifests of the base say of their names. */
export async function readLayout(
  git: Git,
  baseFiles: readonly TreeEntry[],
  changes: readonly PathChange[],
): Promise<ProjectLayout> {
  const paths = new Set<GitPath>(baseFiles.map(({ path }) => path));
  for (const { path, after } of changes) if (after !== null) paths.add(path);
  const languages = new Set(changes.map(({ path }) => languageOf(path)?.name ?? ''));
  const kinds = new Set([...languages].flatMap((language) => OF[language] ?? []));
  const read = await readManifests(git, baseFiles, kinds);
  return {
    has: (path) => paths.has(path),
    goModules: read.go.flatMap(({ path, text }) => {
      const module = /^module[ \t]+"?([^\s"]+)/m.exec(text)?.[1];
      return module === undefined ? [] : [{ module, directory: parentOf(path) }];
    }),
    scriptPackages: scriptPackagesOf(read.package),
    aliases: aliasesOf([...read.compiler, ...read.package]),
    crates: cratesOf(read.crate, paths),
    pythonRoot: rootsOfPython(paths),
  };
}

async function readManifests(
  git: Git,
  baseFiles: readonly TreeEntry[],
  kinds: ReadonlySet<Kind>,
): Promise<Record<Kind, ManifestText[]>> {
  const found: Record<Kind, ManifestText[]> = { go: [], package: [], compiler: [], crate: [] };
  const named = baseFiles
    .filter(({ path }) => !path.includes('node_modules/'))
    .flatMap((entry) => {
      const kind = NAMES.find(([name]) => name.test(entry.path))?.[1];
      return kind && kinds.has(kind) ? [{ ...entry, kind }] : [];
    })
    .slice(0, MOST_MANIFESTS);
  const blobs = await git.blobs(named.map(({ oid }) => oid));
  named.forEach(({ path, kind }, i) => {
    const blob = blobs[i];
    if (blob && blob.length <= MOST_BYTES) found[kind].push({ path, text: blob.toString('utf8') });
  });
  return found;
}

/** The names by which programs use the crates of a workspace. */
function cratesOf(manifests: readonly ManifestText[], paths: ReadonlySet<GitPath>): Map<string, string> {
  const crates = new Map<string, string>();
  for (const { path, text } of manifests) {
    const directory = parentOf(path);
    const section = text.split(/^\[/m).find((each) => each.startsWith('package]')) ?? '';
    const name = /^name[ \t]*=[ \t]*"([\w-]{1,100})"/m.exec(section)?.[1];
    const root = directory === '' ? 'src/lib.rs' : `${directory}/src/lib.rs`;
    if (name !== undefined && paths.has(root)) crates.set(name.replaceAll('-', '_'), directory);
  }
  return crates;
}

function rootsOfPython(paths: ReadonlySet<GitPath>): (name: string) => string | null {
  let roots: Map<string, string | null> | null = null;
  const read = (): Map<string, string | null> => {
    const found = new Map<string, string | null>();
    for (const path of paths) {
      const directory = path.endsWith('/__init__.py') ? parentOf(path) : null;
      if (directory === null || paths.has(`${parentOf(directory)}/__init__.py`)) continue;
      const name = directory.slice(directory.lastIndexOf('/') + 1);
      found.set(name, found.has(name) ? null : parentOf(directory));
    }
    return found;
  };
  return (name) => (roots ??= read()).get(name) ?? null;
}
