import type { Finding } from './finding.ts';
import type { TreeView } from './tree-view.ts';

/** Maven in its offline mode, for the project at the root. null: there is none. */
export function detectMaven(view: TreeView): Finding | null {
  if (!view.has('pom.xml')) return null;
  return {
    ecosystem: 'maven',
    tiers: [{ rung: 'test', command: 'mvn -o -q test', origin: 'pom.xml' }],
    install: null,
    notes: [
      'pom.xml was found: Maven runs offline, so plugins and dependencies must be in its local repository.',
    ],
  };
}
