import type { Install } from '@sluice/model';
import { registryHostsIn } from '../supply/registry-settings.ts';
import type { Surroundings } from './surroundings.ts';
import type { PackageJson } from './package-json.ts';
import type { PackageManager } from './package-manager.ts';
import type { TreeView } from './tree-view.ts';
import { pnpmWorkspaces } from './workspaces.ts';

const CONFIGURE =
  'configure install (command, lockfiles, provides, hosts), else dependencies are missing when the tiers run.';

/** How a project gets its dependencies, or a note that says why it cannot. */
export function detectNpmInstall(
  view: TreeView,
  { manifest, manager }: { readonly manifest: PackageJson; readonly manager: PackageManager | null },
  { registryHosts, hasProgram }: Surroundings,
): { readonly install: Install | null; readonly notes: readonly string[] } {
  const without = (note: string) => ({ install: null, notes: [note] });
  if (!manifest.needsInstall && pnpmWorkspaces(view).length === 0) return { install: null, notes: [] };
  if (manager === null) return without(noteWithoutLockfile(view));
  const { program, lockfile } = manager;
  if (!hasProgram(program)) {
    const named = manifest.packageManager === null ? '' : ` (package.json names ${manifest.packageManager})`;
    return without(
      `${lockfile} was found, but ${program} is not installed where the sandbox sees it: install it${named}, or ${CONFIGURE}`,
    );
  }
  const settings = ['.npmrc', '.yarnrc', '.yarnrc.yml'];
  const named = settings.flatMap((path) => registryHostsIn(path, view.text(path) ?? ''));
  const hosts = [...new Set([...registryHosts, ...named])];
  return { install: { ...manager.install(view, manifest), hosts }, notes: [] };
}

function noteWithoutLockfile(view: TreeView): string {
  const bun = ['bun.lock', 'bun.lockb'].find((path) => view.has(path));
  return bun === undefined
    ? 'package.json names dependencies and there is no lockfile: commit one, or configure install.'
    : `${bun} was found, but Bun is not supported: ${CONFIGURE}`;
}
