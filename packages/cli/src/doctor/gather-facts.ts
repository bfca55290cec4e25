import { POLICY_FILE } from '@sluice/pipeline';
import type { ForgeSettings } from '@sluice/ports';
import { TRUST_ROOT_FILE } from '@sluice/model';
import type { Facts } from './facts.ts';
import { STOP_LABEL, type Target } from './fixes.ts';
import { readWorkflow } from './read-workflow.ts';
import type { FileSource } from './sources.ts';

const WORKFLOWS = '.github/workflows';
const OWN = [`${WORKFLOWS}/sluice-manifest.yml`, `${WORKFLOWS}/sluice.yml`];
/** The places in which GitHub looks, in this order; the first counts. */
const CODE_OWNERS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Everything that the rules look at; a source that is not there leaves its facts open. */
export async function gatherFacts(
  target: Target,
  files: FileSource | null,
  settings: ForgeSettings | null,
): Promise<Facts> {
  return { ...target, ...(await readFiles(files)), ...(await readSettings(target, settings)) };
}

type FromFiles = Pick<Facts, 'workflows' | 'allWorkflows' | 'codeOwners' | 'policy' | 'trustRoot'>;

async function readFiles(files: FileSource | null): Promise<FromFiles> {
  if (files === null)
    return { workflows: null, allWorkflows: false, codeOwners: null, policy: null, trustRoot: null };
  const listed = (await files.list(WORKFLOWS))?.filter((path) => /\.ya?ml$/.test(path)) ?? null;
  const workflows = [];
  for (const path of listed ?? OWN) {
    const text = await files.read(path);
    if (text !== null) workflows.push(readWorkflow(path, text));
  }
  let codeOwners: string | null = null;
  for (const path of CODE_OWNERS) codeOwners ??= await files.read(path);
  return {
    workflows,
    allWorkflows: listed !== null,
    codeOwners: codeOwners ?? '',
    policy: (await files.read(POLICY_FILE)) ?? '',
    trustRoot: (await files.read(TRUST_ROOT_FILE)) ?? '',
  };
}

type FromSettings = Omit<Facts, keyof FromFiles | keyof Target>;

async function readSettings(
  { base, environment }: Target,
  settings: ForgeSettings | null,
): Promise<FromSettings> {
  const [rules, checkpointRules, stopRules, rulesets] = await Promise.all([
    settings?.rulesOf(base) ?? null,
    settings?.rulesOf('sluice/checkpoint') ?? null,
    settings?.rulesOf('sluice/stop') ?? null,
    settings?.rulesets() ?? null,
  ]);
  const [actions, token, deployment, variables] = await Promise.all([
    settings?.actionsPermissions() ?? null,
    settings?.workflowPermissions() ?? null,
    settings?.environment(environment) ?? null,
    settings?.variables() ?? null,
  ]);
  const [secrets, organizationSecrets, hasStopLabel, visibility] = await Promise.all([
    settings?.repositorySecrets() ?? null,
    settings?.organizationSecrets() ?? null,
    settings?.hasLabel(STOP_LABEL) ?? null,
    settings?.visibility() ?? null,
  ]);
  const ofBranches = { rules, checkpointRules, stopRules, rulesets };
  const ofJobs = { actions, token, secrets, organizationSecrets, deployment, variables };
  return { ...ofBranches, ...ofJobs, hasStopLabel, visibility };
}
