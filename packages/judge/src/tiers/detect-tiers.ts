// What to run where the policy does not say. Only the tree of the base is looked at: a branch must not choose what judges it.

import type { Install, Tier } from '@sluice/model';
import { detectGo } from './detect-go.ts';
import { detectMake } from './detect-make.ts';
import { detectMaven } from './detect-maven.ts';
import { detectNpm } from './detect-npm.ts';
import { detectPython } from './detect-python.ts';
import { detectRust } from './detect-rust.ts';
import { RUNGS } from './finding.ts';
import type { Finding } from './finding.ts';
import type { Surroundings } from './surroundings.ts';
import type { TreeView } from './tree-view.ts';

export interface Detection {
  /** Cheapest first. Names are `lint`, `build` and `test`, with `-<ecosystem>` where several have one. */
  readonly tiers: readonly Tier[];
  /** null: nothing has to be installed, or it is not known how (see the notes). */
  readonly install: Install | null;
  /** What each tier was detected from, in the order of `tiers`. */
  readonly origins: readonly string[];
  /** For people: what was seen and cannot be used as it is. */
  readonly notes: readonly string[];
}

const ELSEWHERE = /^([^/]+)\/(?:package\.json|pyproject\.toml|go\.mod|Cargo\.toml|pom\.xml)$/;

/**
 * Tiers for the ecosystems found at the root of the tree, and how to install what they need. Where dependencies cannot be
 * installed the tiers stay, and fail on the base: tests that were not run must not look like tests that passed.
 */
export function detectTiers(view: TreeView, surroundings: Surroundings): Detection {
  const found = [
    detectNpm(view, surroundings),
    detectPython(view, surroundings.hasProgram),
    detectGo(view),
    detectRust(view),
    detectMaven(view),
  ].filter((finding) => finding !== null);
  const make = found.some(({ tiers }) => tiers.length > 0) ? null : detectMake(view);
  const findings = make === null ? found : [...found, make];
  const ordered = inOrder(findings);
  return {
    tiers: ordered.map(({ name, command }) => ({ name, command, seconds: null, report: null })),
    install: findings.find(({ install }) => install !== null)?.install ?? null,
    origins: ordered.map(({ origin }) => origin),
    notes: [...findings.flatMap(({ notes }) => notes), ...notesOnDirectories(view, ordered.length)],
  };
}

function inOrder(findings: readonly Finding[]): { name: string; command: string; origin: string }[] {
  return RUNGS.flatMap((rung) => {
    const same = findings.flatMap(({ ecosystem, tiers }) =>
      tiers.filter((tier) => tier.rung === rung).map((tier) => ({ ...tier, ecosystem })),
    );
    return same.map(({ ecosystem, command, origin }) => {
      return { name: same.length > 1 ? `${rung}-${ecosystem}` : rung, command, origin };
    });
  });
}

/** Projects below the root are not guessed at: which of them matter is for the policy to say. */
function notesOnDirectories(view: TreeView, tiers: number): string[] {
  if (tiers > 0) return [];
  const directories = new Set(
    view.paths.map((path) => ELSEWHERE.exec(path)?.[1]).filter((name) => name !== undefined),
  );
  if (directories.size === 0) return [];
  const names = [...directories].slice(0, 5).join(', ');
  return [`Nothing to run was found at the root, but there are projects in ${names}: configure tiers.`];
}
