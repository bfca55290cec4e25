import { markdownCode, markdownCommand } from '../../markdown-text.ts';
import { count } from '../../words.ts';
import { isDelivered, RUN_WARNINGS, wholeResult, type CheckpointView } from '../checkpoint-view.ts';
import { clusterSections } from '../cluster-section.ts';
import { fitDocument, prose, SUMMARY_BYTES } from '../fit-document.ts';
import { alert, branchLink, linkTo } from '../links.ts';
import { agentTable } from '../pull-request/agent-table.ts';
import { costLine } from '../pull-request/closing.ts';
import { leftOut } from '../pull-request/left-out.ts';
import { decision, readinessSentence } from '../pull-request/readiness.ts';
import { verifyCommand } from '../verify-command.ts';

/** What became of the pull request, as a closed set. */
export const PULL_REQUEST_ACTIONS = {
  opened: 'opened',
  updated: 'updated',
  unchanged: 'left as it is: it says the same already',
  'left-closed': 'left closed: a person closed it, and its content is the same',
} as const;
export type PullRequestAction = keyof typeof PULL_REQUEST_ACTIONS;

export interface DeliveryOutcome {
  /** null: there is none. */
  readonly pullRequest: {
    readonly number: number;
    readonly url: string;
    readonly action: PullRequestAction;
  } | null;
  /** Check runs that were written, and those that said the same already. */
  readonly checks: { readonly written: number; readonly unchanged: number };
  /** Page of an alarm issue; null: none. */
  readonly alarmUrl: string | null;
}

/** The page of the job that delivers: the links first, then everything that the pull request says of the branches. */
export function deliverySummary(view: CheckpointView, outcome: DeliveryOutcome): string {
  const result = wholeResult(view);
  const sections = [
    prose(
      '## Sluice: delivery',
      isDelivered(view)
        ? `**${readinessSentence(result, view.checkpoint.tree)}** ${decision(result, view.checkpoint.tree)}`
        : '**Nothing was delivered.** Each branch below says why.',
      links(view, outcome),
      alert(
        'CAUTION',
        outcome.alarmUrl === null ? [] : [`An alarm was raised: ${linkTo('read it', outcome.alarmUrl)}.`],
      ),
      alert(
        'WARNING',
        view.warnings.map((name) => RUN_WARNINGS[name]),
      ),
    ),
    agentTable(view, result),
    leftOut(result, '### Not in the checkpoint'),
    ...clusterSections(result),
    prose(costLine(view, result)),
  ];
  return fitDocument(sections, {
    bytes: SUMMARY_BYTES,
    elsewhere: 'the artifacts of this run have them all',
  });
}

function links(view: CheckpointView, { pullRequest, checks }: DeliveryOutcome): string {
  const lines = [
    ...(pullRequest === null
      ? []
      : [
          `- Pull request ${linkTo(`#${pullRequest.number}`, pullRequest.url)}, ${PULL_REQUEST_ACTIONS[pullRequest.action]}`,
        ]),
    ...(isDelivered(view)
      ? [
          `- Checkpoint ${branchLink(view.repository, view.checkpoint.branch)} at ${markdownCode(view.checkpoint.commit)}, tree ${markdownCode(view.checkpoint.tree)}`,
          `- Verify locally: ${markdownCommand(verifyCommand(view.checkpoint))}`,
        ]
      : []),
    `- ${count(checks.written, 'check run', 'check runs')} written, ${checks.unchanged} unchanged`,
  ];
  return lines.join('\n');
}
