import type { Facts } from './facts.ts';
import { STOP_LABEL, type Target } from './fixes.ts';
import { readWorkflow } from './read-workflow.ts';
import type { FileSource, Settings } from './sources.ts';

const WORKFLOWS = '.github/workflows';
const OWN = [`${WORKFLOWS}/sluice-manifest.yml`, `${WORKFLOWS}/sluice.yml`];
/** The places in which GitHub looks, in this order; the first counts. */
const CODE_OWNERS = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Everything that the rules look at; a source that is not there leaves its facts open. */
export async function gatherFacts(
  target: Target,
  files: FileSource | null,
  settings: Settings | null,
): Promise<Facts> {
  return { ...target, ...(await readFiles(files)), ...(await readSettings(target, settings)) };
}

async function readFiles(
  files: FileSource | null,
): Promise<Pick<Facts, 'workflows' | 'allWorkflows' | 'codeOwners'>> {
  if (files === null) return { workflows: null, allWorkflows: false, codeOwners: null };
  const listed = (await files.list(WORKFLOWS))?.filter((path) => /\.ya?ml$/.test(path)) ?? null;
  const workflows = [];
  for (const path of listed ?? OWN) {
    const text = await files.read(path);
    if (text !== null) workflows.push(readWorkflow(path, text));
  }
  let codeOwners: string | null = null;
  for (const path of CODE_OWNERS) codeOwners ??= await files.read(path);
  return { workflows, allWorkflows: listed !== null, codeOwners: codeOwners ?? '' };
}

type FromSettings = Omit<Facts, 'workflows' | 'allWorkflows' | 'codeOwners' | keyof Target>;

async function readSettings({ base, environment }: Target, settings: Settings | null): Promise<FromSettings> {
  const [rules, rulesets, actions, token] = await Promise.all([
    settings?.rulesOf(base) ?? null,
    settings?.rulesets() ?? null,
    settings?.actionsPermissions() ?? null,
    settings?.workflowPermissions() ?? null,
  ]);
  const [secrets, deployment, variables, hasStopLabel] = await Promise.all([
    settings?.repositorySecrets() ?? null,
    settings?.environment(environment) ?? null,
    settings?.variables() ?? null,
    settings?.hasLabel?.(STOP_LABEL) ?? null,
  ]);
  return { rules, rulesets, actions, token, secrets, deployment, variables, hasStopLabel };
}
