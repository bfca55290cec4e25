import type { BranchName } from '@sluice/model';
import { askIntent, checkIntent, intentShape, type Intent } from '@sluice/synthesis';
import { intentBranches, readBranchTexts } from './read-branch-texts.ts';
import type { Desk } from './desk.ts';

/** Branches that are asked about, whatever their number. */
const MOST = 100;

/** What branches want, of those that the policy says; held ones are a person's business. */
export async function askIntents(
  { tools, standing, asker, hiding, suspect }: Omit<Desk, 'intents'>,
  contested: readonly {
    readonly branch: BranchName;
    readonly cluster: { readonly lands: readonly BranchName[] };
  }[],
): Promise<ReadonlyMap<BranchName, Intent>> {
  const { survey } = standing;
  const free = (names: readonly BranchName[]): BranchName[] =>
    [...new Set(names)].filter((name) => !survey.held.has(name));
  const names = intentBranches(tools.policy.model.intents, {
    contested: free(contested.flatMap(({ branch, cluster }) => [branch, ...cluster.lands])),
    all: free(survey.contention.contenders.map(({ name }) => name)),
  });
  const facts = names.slice(0, MOST).flatMap((name) => survey.facts.get(name) ?? []);
  const intents = new Map<BranchName, Intent>();
  for (const text of await readBranchTexts(tools.git, survey.base.sha, facts, hiding)) {
    if (asker.stopped !== '') break;
    const asked = await asker.ask(askIntent(text), intentShape, suspect(text.branch));
    const intent = asked.kind === 'value' ? checkIntent(asked.value, text) : null;
    if (intent) intents.set(text.branch, intent);
  }
  return intents;
}
