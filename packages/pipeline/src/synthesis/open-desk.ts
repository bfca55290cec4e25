import type { BranchName } from '@sluice/model';
import { askIntents } from './ask-intents.ts';
import type { Asker } from './asker.ts';
import type { Desk, Standing, SynthesisTools } from './desk.ts';
import { hidingOf } from './visible-paths.ts';

/** What branches want is asked first: every question about a conflict says it. */
export async function openDesk(
  tools: SynthesisTools,
  standing: Standing,
  {
    asker,
    suspect,
    contested,
  }: Pick<Desk, 'suspect'> & {
    readonly asker: Asker;
    readonly contested: readonly {
      readonly branch: BranchName;
      readonly cluster: { readonly lands: readonly BranchName[] };
    }[];
  },
): Promise<Desk> {
  const known = { tools, standing, asker, suspect, hiding: hidingOf(tools.policy) };
  return { ...known, intents: await askIntents(known, contested) };
}
