import type { GitPath, Install } from '@sluice/model';
import type { PackageJson } from './package-json.ts';
import type { TreeView } from './tree-view.ts';

/** No lifecycle scripts: they would run with the network on. */
const COMMAND = 'npm ci --ignore-scripts --no-audit --no-fund';

/** npm itself prefers the first. */
const LOCKFILES = ['npm-shrinkwrap.json', 'package-lock.json'];

const OTHERS: Readonly<Record<string, string>> = {
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'Yarn',
  'bun.lock': 'Bun',
  'bun.lockb': 'Bun',
};

/** How npm gets a project's dependencies, or a note that says why it cannot. */
export function detectNpmInstall(
  view: TreeView,
  manifest: PackageJson,
  registryHosts: readonly string[],
): { readonly install: Install | null; readonly notes: readonly string[] } {
  if (!manifest.needsInstall) return { install: null, notes: [] };
  if (!LOCKFILES.some((path) => view.has(path))) return { install: null, notes: [noteWithoutLockfile(view)] };
  const install = {
    command: COMMAND,
    // All that npm would read, on the base or not: a branch that adds one must not fill the store under the base's key.
    lockfiles: [...LOCKFILES, '.npmrc', '**/package.json'],
    provides: [
      'node_modules',
      ...workspacesOf(view, manifest).map((directory) => `${directory}/node_modules`),
    ],
    hosts: registryHosts,
  };
  return { install, notes: [] };
}

function noteWithoutLockfile(view: TreeView): string {
  const other = Object.keys(OTHERS).find((path) => view.has(path));
  if (other === undefined) {
    return 'package.json names dependencies and there is no lockfile: commit one, or configure install.';
  }
  return (
    `${other} was found, but ${OTHERS[other]} is not supported: configure install ` +
    '(command, lockfiles, provides, hosts), else dependencies are missing when the tiers run.'
  );
}

/** Directories of the tree's workspaces, in the order of its paths. */
function workspacesOf(view: TreeView, { workspaces }: PackageJson): GitPath[] {
  if (workspaces.length === 0) return [];
  const directories = view.paths
    .filter((path) => path.endsWith('/package.json'))
    .map((path) => path.slice(0, -'/package.json'.length))
    .filter((directory) => !directory.split('/').includes('node_modules'));
  const globs = workspaces.map((glob) => ({
    out: glob.startsWith('!'),
    pattern: patternOf(glob.replace(/^!/, '')),
  }));
  return directories.filter((directory) =>
    globs.reduce((isIn, { out, pattern }) => (pattern.test(directory) ? !out : isIn), false),
  );
}

/** The globs that npm documents for workspaces: `*` within a name, `**` for directories at any depth. */
function patternOf(glob: string): RegExp {
  const parts = glob.split('/').filter((part) => part !== '' && part !== '.');
  const source = parts.map((part, i) => {
    const slash = i === parts.length - 1 ? '' : '/';
    if (part === '**') return slash === '' ? '.+' : '(?:[^/]+/)*';
    return part.replace(/[\\^$.+?()[\]{}|]/g, '\\$&').replace(/\*+/g, '[^/]*') + slash;
  });
  return new RegExp(`^${source.join('')}$`, 's');
}
