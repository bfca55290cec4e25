import type { GitPath } from '@sluice/model';
import { parse } from 'yaml';
import type { PackageJson } from './package-json.ts';
import type { TreeView } from './tree-view.ts';

/** Globs of workspaces as pnpm has them. Source: https://pnpm.io/pnpm-workspace_yaml */
export function pnpmWorkspaces(view: TreeView): readonly string[] {
  const text = view.text('pnpm-workspace.yaml');
  if (text === null) return [];
  try {
    const { packages } = Object(parse(text, { maxAliasCount: 0 })) as { packages?: unknown };
    return Array.isArray(packages) ? packages.filter((glob) => typeof glob === 'string') : [];
  } catch {
    // pnpm says what is wrong with it when it installs.
    return [];
  }
}

/** Where packages of a project have theirs: at the root, and in each workspace, in the order of its paths. */
export function moduleDirectories(view: TreeView, workspaces: PackageJson['workspaces']): GitPath[] {
  return ['node_modules', ...directoriesOf(view, workspaces).map((directory) => `${directory}/node_modules`)];
}

function directoriesOf(view: TreeView, workspaces: PackageJson['workspaces']): GitPath[] {
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
