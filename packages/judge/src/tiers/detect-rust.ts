import type { Finding } from './finding.ts';
import type { TreeView } from './tree-view.ts';

const VENDORED = /^\s*replace-with\s*=/m;

/** cargo, for the package or workspace at the root. null: there is none. */
export function detectRust(view: TreeView): Finding | null {
  if (!view.has('Cargo.toml')) return null;
  const configuration = view.text('.cargo/config.toml') ?? view.text('.cargo/config') ?? '';
  const fetches =
    /^source = "(?:registry|git)\+/m.test(view.text('Cargo.lock') ?? '') && !VENDORED.test(configuration);
  const notes = fetches
    ? [
        'Cargo.lock names crates that are not vendored: vendor them, or configure install, else they are missing offline.',
      ]
    : [];
  const tiers = [
    { rung: 'build', command: 'cargo check --offline', origin: 'Cargo.toml' },
    { rung: 'test', command: 'cargo test --offline', origin: 'Cargo.toml' },
  ] as const;
  return { ecosystem: 'rust', tiers, install: null, notes };
}
