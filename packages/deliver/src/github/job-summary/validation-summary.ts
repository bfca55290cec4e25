import type { BranchName, RunResult } from '@sluice/model';
import { tierLadder } from '../../markdown-sections.ts';
import { markdownCode, markdownText } from '../../markdown-text.ts';
import { costSentence, testsWarning } from '../../verdict.ts';
import { count } from '../../words.ts';
import { evidenceFor, ONE_GROUP, RUN_WARNINGS, type RunWarning } from '../checkpoint-view.ts';
import { clusterSections } from '../cluster-section.ts';
import { fitDocument, prose, SUMMARY_BYTES } from '../fit-document.ts';
import { alert, sentenceText } from '../links.ts';
import { leftOut } from '../pull-request/left-out.ts';

/** What one leg of validation found: the tree that is green, and the branches in it. */
export interface ValidationView {
  /** Group of branches that the checkpoint is for. */
  readonly checkpoint: string;
  readonly accepted: readonly { readonly branch: BranchName }[];
  /** null: nothing is green. */
  readonly tree: string | null;
  readonly result: RunResult;
}

/** The page of one leg of validation: what is green together, the tier ladder, and why each other branch is out. */
export function validationSummary(
  { checkpoint, accepted, tree, result }: ValidationView,
  warnings: readonly RunWarning[],
): string {
  const untested = testsWarning(result);
  const cost = costSentence(result);
  const title = checkpoint === ONE_GROUP ? '' : `, ${checkpoint}`;
  const sections = [
    prose(
      `## Sluice: validation${title}`,
      verdict(tree, accepted.length, result),
      alert('WARNING', [
        ...(untested === null ? [] : [sentenceText(untested)]),
        ...warnings.map((name) => RUN_WARNINGS[name]),
      ]),
    ),
    tierLadder(result),
    leftOut(result, '### Not in the checkpoint'),
    ...clusterSections(result),
    prose(cost === null ? '' : `**Cost.** ${markdownText(cost)}`),
  ];
  return fitDocument(sections, { bytes: SUMMARY_BYTES, elsewhere: 'the artifact of this job has them all' });
}

function verdict(tree: string | null, accepted: number, result: RunResult): string {
  if (tree === null) return '**Nothing can be delivered**: no tree with an agent branch in it is green.';
  const green = evidenceFor(result, tree) === 'unproven' ? 'has no green validation' : 'is green';
  return `**Tree ${markdownCode(tree)} ${green}** with ${count(accepted, 'branch', 'branches')} of ${result.branches.length}. Only this tree may be delivered.`;
}
