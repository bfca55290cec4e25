import { globMatcher } from '@sluice/config';
import type { Policy } from '@sluice/model';
import type { WorkflowRunFacts } from '@sluice/ports';
import type { AgentBranch, Base } from '../discover.ts';
import type { AdmitTools } from './admit-tools.ts';
import { MANIFEST_WORKFLOW } from './choose-runs.ts';

/** What there is, before anything is believed. */
export interface Surroundings {
  readonly branches: readonly AgentBranch[];
  /** Of the manifest workflow, newest first, of the heads of these branches as far as there are any. */
  readonly runs: readonly WorkflowRunFacts[];
}

/** Runs of the manifest workflow that are looked at: those of some thousand pushes. */
const MOST_RUNS = 3000;

/** Every agent branch, and the runs that say they signed it: one look, in as few requests as the forge allows. */
export async function lookAround(
  { gate, remote, forge }: Pick<AdmitTools, 'gate' | 'remote' | 'forge'>,
  { base, policy }: { base: Base; policy: Policy },
): Promise<Surroundings> {
  await gate.pass();
  const wanted = globMatcher(policy.branches);
  const branches = (await remote.branches())
    .filter(({ name }) => name !== base.ref && name.startsWith('refs/heads/'))
    .map(({ name, oid }) => ({ name: name.slice('refs/heads/'.length), ref: name, head: oid }))
    .filter(({ name }) => !name.startsWith('sluice/') && wanted(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const heads = new Set(branches.map(({ head }) => head));
  const runs = heads.size === 0 ? [] : await forge.runsOf(MANIFEST_WORKFLOW, heads, MOST_RUNS);
  return { branches, runs };
}
