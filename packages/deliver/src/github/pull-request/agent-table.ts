import { shortOid, type BranchResult, type RunResult } from '@sluice/model';
import { byRisk, isGreenRun, lands } from '../../facts.ts';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { markdownCellCode, markdownText } from '../../markdown-text.ts';
import { plainShort } from '../../plain-text.ts';
import { takesPart, type CheckpointView } from '../checkpoint-view.ts';
import { CHECK_WORDS, checkStateOf } from '../check-run/check-states.ts';
import { commitLink } from '../links.ts';
import { manifestCell } from '../manifest-text.ts';
import { waitsItsTurn } from '../waits-its-turn.ts';

const TASK_WIDTH = 90;
const BRANCH_WIDTH = 70;
const TIERS_SHOWN = 5;
/** Links are long: with more rows than this, the table keeps its rows and gives up the links. */
const LINKED_MOST = 80;

/** One row for each branch that does not just wait its turn. What is in the checkpoint comes first, since nothing else can do harm; riskiest first in both. */
export function agentTable(view: CheckpointView, result: RunResult): MarkdownSection {
  const branches = result.branches.filter((branch) => !waitsItsTurn(branch));
  const linked = branches.length <= LINKED_MOST;
  const items = branches
    .toSorted((a, b) => Number(takesPart(b)) - Number(takesPart(a)) || byRisk(a, b))
    .map((branch) => row(branch, { view, result, linked }));
  const head = [
    '### Agent branches, riskiest first',
    '',
    '| Task | Branch @ commit | Files | Cluster | Manifest | Checks | Risk |',
    '| --- | --- | ---: | --- | --- | --- | --- |',
  ].join('\n');
  return { head, items, separator: '\n', noun: 'branches', tail: '' };
}

function row(
  branch: BranchResult,
  { view, result, linked }: { view: CheckpointView; result: RunResult; linked: boolean },
): string {
  const risk = branch.risk.slice(0, 4).map((each) => markdownText(plainShort(each, 40)));
  const more = branch.risk.length - risk.length;
  const commit = linked ? commitLink(view.repository, branch.head) : `\`${shortOid(branch.head)}\``;
  const cells = [
    markdownText(plainShort(branch.task, TASK_WIDTH)),
    `${markdownCellCode(plainShort(branch.name, BRANCH_WIDTH))} @ ${commit}`,
    String(branch.files),
    markdownText(branch.cluster),
    manifestCell(view.provenance.get(branch.name)),
    checksCell(view, result, branch),
    [...risk, ...(more > 0 ? [`${more} more`] : [])].join(', ') || 'none',
  ];
  return `| ${cells.map((cell) => (cell === '' ? '–' : cell)).join(' | ')} |`;
}

function checksCell(view: CheckpointView, result: RunResult, branch: BranchResult): string {
  const delivered = view.checkpoint !== null;
  const { word } = checkStateOf(branch, delivered);
  const shown = lands(branch) && delivered ? '**In**' : `**${CHECK_WORDS[word]}**`;
  const how = branch.reason === 'merged' ? '' : ` (${branch.reason})`;
  const tiers = tiersOf(view, result, branch);
  return `${shown}${how}${tiers === '' ? '' : ` ${tiers}`}`;
}

/** `✓ lint, test` of the checkpoint for what is in it; `✗ test` where it failed, alone or with its failing set. */
function tiersOf({ checkpoint }: CheckpointView, result: RunResult, branch: BranchResult): string {
  const about = takesPart(branch)
    ? result.validations.filter((run) => run.tree === checkpoint?.tree)
    : result.validations.filter((run) => sameNames(run.branches, branch.failing));
  const red = about.filter((run) => !isGreenRun(run));
  const told = (red.length > 0 ? red : takesPart(branch) ? about : []).map((run) =>
    markdownText(plainShort(run.tier, 30)),
  );
  if (told.length === 0) return '';
  const names = [...told.slice(0, TIERS_SHOWN), ...(told.length > TIERS_SHOWN ? ['…'] : [])].join(', ');
  return `${red.length > 0 ? '✗' : '✓'} ${names}`;
}

function sameNames(a: readonly string[], b: readonly string[]): boolean {
  return b.length > 0 && a.length === b.length && b.every((name) => a.includes(name));
}
