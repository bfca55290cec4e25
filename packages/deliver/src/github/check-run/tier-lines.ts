import type { RunResult } from '@sluice/model';
import { isGreenRun } from '../../facts.ts';
import { markdownCode, markdownText } from '../../markdown-text.ts';
import { plainShort } from '../../plain-text.ts';
import { runOutcome } from '../../verdict.ts';
import { duration } from '../../words.ts';

const TIERS_SHOWN = 20;

/** What each tier said about one tree, as list items. */
export function tierLines({ validations }: RunResult, tree: string): string[] {
  const runs = validations.filter((run) => run.tree === tree);
  const shown = runs.slice(0, TIERS_SHOWN).map((run) => {
    const name = markdownText(plainShort(run.tier, 40));
    const time = run.cached ? 'known from before' : duration(run.seconds);
    return `- ${isGreenRun(run) ? '✓' : '✗'} ${name} ${runOutcome(run)}, ${time}: ${markdownCode(run.command)}`;
  });
  return runs.length > shown.length ? [...shown, `- and ${runs.length - shown.length} more`] : shown;
}
