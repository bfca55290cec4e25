import type { RunResult } from '@sluice/model';
import { shortRef } from '../../facts.ts';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { markdownCode, markdownCommand } from '../../markdown-text.ts';
import { count } from '../../words.ts';
import { ONE_GROUP, RUN_WARNINGS, takesPart, type DeliveredView } from '../checkpoint-view.ts';
import { prose } from '../fit-document.ts';
import { alert, runLink } from '../links.ts';
import { verifyCommand } from '../verify-command.ts';
import { decision, readinessSentence } from './readiness.ts';

/** Verdict and decision on the first line, then what they are bound to, then what makes them worth less. */
export function opening(view: DeliveredView, result: RunResult): MarkdownSection {
  const { tree } = view.checkpoint;
  return prose(
    `**${readinessSentence(result, tree)}** ${decision(result, tree)}`,
    binding(view, result),
    alert(
      'WARNING',
      view.warnings.map((name) => RUN_WARNINGS[name]),
    ),
  );
}

/** The verdict is about these objects and no others; the command tells whether the branch still holds them. */
function binding({ checkpoint, run }: DeliveredView, result: RunResult): string {
  const { base, commit, tree, group } = checkpoint;
  const heads = result.branches.filter(takesPart).length;
  const facts = [
    `Base ${markdownCode(shortRef(base.ref))} at ${markdownCode(base.sha)}`,
    count(heads, 'head', 'heads'),
    ...(group === ONE_GROUP ? [] : [`group ${markdownCode(group)}`]),
    `validated tree ${markdownCode(tree)}`,
    `commit ${markdownCode(commit)}`,
    runLink(run),
  ];
  return `${facts.join(' · ')}\nVerify locally: ${markdownCommand(verifyCommand(checkpoint))}`;
}
