import type { Finding } from './finding.ts';
import type { TreeView } from './tree-view.ts';

/** In the order in which GNU make looks for them. */
const MAKEFILES = ['GNUmakefile', 'makefile', 'Makefile'];

/** The target `test` of a Makefile at the root. null: there is none. */
export function detectMake(view: TreeView): Finding | null {
  const path = MAKEFILES.find((name) => view.has(name));
  // A colon that starts `:=` assigns a variable.
  if (path === undefined || !/^test[ \t]*:(?!:?=)/m.test(view.text(path) ?? '')) return null;
  const tiers = [{ rung: 'test', command: 'make test', origin: `target "test" of ${path}` }] as const;
  return { ecosystem: 'make', tiers, install: null, notes: [] };
}
