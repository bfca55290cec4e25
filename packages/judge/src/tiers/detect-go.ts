import type { Finding } from './finding.ts';
import type { TreeView } from './tree-view.ts';

const ORIGIN = 'go.mod';

/** The go command's own vet, build and test for the module at the root. null: there is none. */
export function detectGo(view: TreeView): Finding | null {
  const module = view.text('go.mod');
  if (module === null) return null;
  const needsModules = /^\s*require\b/m.test(module) && !view.has('vendor/modules.txt');
  const notes = needsModules
    ? [
        'go.mod requires modules that are not vendored: vendor them, or configure install, else they are missing offline.',
      ]
    : [];
  const tiers = [
    { rung: 'lint', command: 'go vet ./...', origin: ORIGIN },
    { rung: 'build', command: 'go build ./...', origin: ORIGIN },
    { rung: 'test', command: 'go test ./...', origin: ORIGIN },
  ] as const;
  return { ecosystem: 'go', tiers, install: null, notes };
}
