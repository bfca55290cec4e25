import { shortOid, type BranchResult, type MergedRegion, type RunResult } from '@sluice/model';
import {
  byRisk,
  candidatesOf,
  chosenCandidate,
  contendedClusters,
  isGreenRun,
  lands,
  runsByTree,
  type CandidateResult,
  type ClusterResult,
} from './facts.ts';
import type { MarkdownSection } from './markdown-budget.ts';
import { lossCount, mergeSentence } from './merged-file-text.ts';
import {
  markdownBlock,
  markdownCellCode,
  markdownCode,
  markdownCommand,
  markdownLog,
  markdownText,
} from './markdown-text.ts';
import { revertCommand } from './next-steps.ts';
import { clip, plainLog, plainShort } from './plain-text.ts';
import { runOutcome } from './verdict.ts';
import {
  count,
  countBranches,
  duration,
  STATUS_TITLES,
  STRATEGY_TITLES,
  UNBLOCK,
  unnamedLoss,
  WAITING,
} from './words.ts';

const NAMES_SHOWN = 6;
const FILES_SHOWN = 12;
const CELL_WIDTH = 160;
const MERGES_SHOWN = 6;
const REGION_LINES = 12;

/** The first of many, shown: those that are not named are not worked on. */
function some(texts: readonly string[], most: number, show: (text: string) => string): string {
  const shown = texts.slice(0, most).map(show).join(', ');
  return texts.length <= most ? shown : `${shown} and ${texts.length - most} more`;
}

function names(branches: readonly string[]): string {
  return some(branches, NAMES_SHOWN, markdownCode);
}

function paths(all: readonly string[]): string {
  return some(all, FILES_SHOWN, markdownCode);
}

function risks(branch: BranchResult): string {
  return some(branch.risk, 4, (each) => markdownText(plainShort(each, 40)));
}

export function branchTable(result: RunResult): MarkdownSection {
  const rows = result.branches.toSorted(byRisk).map((branch) => {
    const risk = risks(branch);
    const cells = [
      markdownText(plainShort(branch.task, CELL_WIDTH)),
      `${markdownCellCode(branch.name)} @ ${shortOid(branch.head)}`,
      String(branch.files),
      markdownText(branch.cluster),
      `**${STATUS_TITLES[branch.status]}** (${branch.reason})`,
      risk === '' ? 'none' : risk,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head =
    '### Branches\n\n| Task | Branch | Files | Cluster | Outcome | Risk |\n| --- | --- | ---: | --- | --- | --- |';
  return { head, items: rows, separator: '\n', noun: 'branches', tail: '' };
}

/** Where a reviewer's minutes are worth most: resolved conflicts, then risk flags, then size. */
export function readFirst(result: RunResult): MarkdownSection {
  const score = (branch: BranchResult) =>
    (branch.reason === 'resolved' ? 4 : 0) +
    (branch.dropped.length > 0 ? 4 : 0) +
    branch.risk.length * 2 +
    (branch.files > 10 ? 1 : 0);
  const items = result.branches
    .filter((branch) => (lands(branch) || branch.reason === 'partial') && score(branch) > 0)
    .toSorted((a, b) => score(b) - score(a) || byRisk(a, b))
    .slice(0, 8)
    .map((branch) => `- ${markdownCode(branch.name)}: ${why(branch)}.`);
  return { head: '### Read these first', items, separator: '\n', noun: 'branches', tail: '' };
}

function why(branch: BranchResult): string {
  return [
    ...(branch.reason === 'resolved' ? ['its conflicts were resolved by rule'] : []),
    ...(branch.dropped.length > 0
      ? [`only a part of it is in: ${count(branch.dropped.length, 'path', 'paths')} deferred`]
      : []),
    ...(branch.risk.length > 0 ? [`risk ${risks(branch)}`] : []),
    count(branch.files, 'file', 'files'),
  ].join(', ');
}

export function conflictCards(result: RunResult): MarkdownSection {
  const cards = contendedClusters(result).map((cluster) => conflictCard(result, cluster));
  return { head: '### Conflicts', items: cards, separator: '\n\n', noun: 'conflicts', tail: '' };
}

function conflictCard(result: RunResult, cluster: ClusterResult): string {
  const edges = cluster.edges.slice(0, FILES_SHOWN).map((edge) => {
    const detail = markdownText(plainShort(edge.detail, CELL_WIDTH));
    return `- ${markdownCode(edge.path)} (${edge.kind}): ${names(edge.among)}${detail === '' ? '' : `. ${detail}`}`;
  });
  const more = cluster.edges.length - edges.length;
  const members = result.branches.filter((branch) => branch.cluster === cluster.id);
  const taken = members.filter(lands).map((branch) => branch.name);
  const parts = members.filter((branch) => branch.reason === 'partial').map((branch) => branch.name);
  const left = members
    .filter((branch) => !lands(branch) && branch.reason !== 'partial')
    .map((branch) => branch.name);
  const chosen = chosenCandidate(result, cluster.id);
  const choice =
    taken.length === 0 ? 'none of them lands' : `${names(taken)} ${taken.length === 1 ? 'lands' : 'land'}`;
  return [
    `**${markdownText(cluster.id)}** · ${countBranches(cluster.branches.length)}`,
    [...edges, ...(more > 0 ? [`- and ${count(more, 'more spot', 'more spots')}`] : [])].join('\n'),
    `- **Choice:** ${choice}${parts.length > 0 ? `; in part ${names(parts)}` : ''}${left.length > 0 ? `; not ${names(left)}` : ''}.`,
    ...(chosen === null ? [] : [`- **Dropped:** ${droppedBy(chosen)}.`, ...mergedFiles(chosen)]),
    ...candidatesOf(result, cluster.id)
      .filter((each) => each !== chosen)
      .map(offeredLines),
  ].join('\n');
}

/** How each contended file came about, the first place side by side, and what each side lost. */
function mergedFiles({ files }: CandidateResult): string[] {
  const told = files.filter((file) => file.conflict !== 'none');
  const shown = told.slice(0, MERGES_SHOWN).map((file) => {
    const [region] = file.regions;
    const more = file.regions.length - 1;
    const lost = [...file.lost.ours, ...file.lost.theirs].slice(0, 3).map(markdownCode).join(', ');
    return [
      `- **Merged:** ${markdownCode(file.path)}: ${mergeSentence(file)}.${lost === '' ? '' : ` Not in the result: ${lost}${lossCount(file) > 3 ? ` and ${lossCount(file) - 3} more` : ''}.`}`,
      ...(region === undefined ? [] : [sideBySide(region, file.branch)]),
      ...(more > 0 ? [`  ${count(more, 'more place is', 'more places are')} in the HTML report.`] : []),
    ].join('\n');
  });
  const left = told.length - shown.length;
  return [...shown, ...(left > 0 ? [`- and ${count(left, 'more merged file', 'more merged files')}`] : [])];
}

function sideBySide({ line, ours, result, theirs }: MergedRegion, branch: string): string {
  const block = (title: string, text: string): string => {
    const harmless = plainLog(text)
      .split('\n')
      .slice(0, REGION_LINES)
      .map((each) => clip(each, CELL_WIDTH));
    return `${title}\n\n${markdownBlock(harmless.join('\n'), 'text')}`;
  };
  const blocks = [
    block('Before:', ours),
    block(`In ${markdownCode(branch)}:`, theirs),
    block(`Result, line ${line}:`, result),
  ];
  const fold = `<details><summary>Side by side</summary>\n\n${blocks.join('\n\n')}\n\n</details>`;
  return `\n${fold}`.replaceAll('\n', '\n  ').replace(/ +$/gm, '');
}

/** A candidate that a person may take instead, with a line for each contended file. */
function offeredLines(candidate: CandidateResult): string {
  const files = candidate.files
    .slice(0, FILES_SHOWN)
    .map((file) => `  - ${markdownCode(file.path)} of ${markdownCode(file.branch)}: ${mergeSentence(file)}`);
  const more = candidate.files.length - files.length;
  if (more > 0) files.push(`  - and ${count(more, 'more file', 'more files')}`);
  const title = STRATEGY_TITLES[candidate.strategy].toLowerCase();
  return [
    `- Offered: ${title} (${names(candidate.branches)}); dropped: ${droppedBy(candidate)}.`,
    ...files,
  ].join('\n');
}

function droppedBy({ files, complete, strategy }: CandidateResult): string {
  const lost = files.flatMap(({ path, dropped, lost: { ours, theirs } }) =>
    [...dropped, ...(WAITING.has(strategy) ? [...ours, ...theirs] : [])].map((text) => ({ path, text })),
  );
  const shown = lost
    .slice(0, FILES_SHOWN)
    .map(({ path, text }) => `${markdownCode(path)}: ${markdownText(plainShort(text, CELL_WIDTH))}`);
  if (lost.length > shown.length) shown.push(`${lost.length - shown.length} more`);
  if (lost.length > 0) return shown.join(', ');
  return unnamedLoss({ complete, strategy });
}

export function tierLadder(result: RunResult): MarkdownSection {
  const rows = runsByTree(result).flatMap(({ tree, runs }) =>
    runs.map((run) => {
      const mark = isGreenRun(run) ? '✓' : '✗';
      const which = tree === result.checkpoint?.tree ? ' (checkpoint)' : '';
      const time = run.cached ? 'cached' : duration(run.seconds);
      const command = markdownCellCode(run.command);
      return `| ${shortOid(tree)}${which} | ${run.branches.length === 0 ? 'the base alone' : countBranches(run.branches.length)} | ${markdownText(plainShort(run.tier, 40))} | ${command} | ${mark} ${runOutcome(run)} | ${time} |`;
    }),
  );
  const head =
    '### Tiers\n\n| Tree | With | Tier | Command | Outcome | Time |\n| --- | --- | --- | --- | --- | ---: |';
  const notes = result.tests.notes
    .slice(0, 10)
    .map((note) => `- ${markdownText(plainShort(note, CELL_WIDTH))}`)
    .join('\n');
  const sandbox = `Sandbox: ${markdownText(plainShort(result.tests.sandbox, 60))}.`;
  return {
    head,
    items: rows,
    separator: '\n',
    noun: 'tier results',
    tail: rows.length > 0 || notes !== '' ? [sandbox, notes].filter((part) => part !== '').join('\n\n') : '',
  };
}

/** Everything that does not land, with evidence and the next step. */
export function setAside(result: RunResult): MarkdownSection {
  const order = { rejected: 0, held: 1, excluded: 2, landed: 3, planned: 3 };
  const items = result.branches
    .filter((branch) => !lands(branch))
    .toSorted((a, b) => order[a.status] - order[b.status] || byRisk(a, b))
    .map(oneSetAside);
  return { head: '### Not landed', items, separator: '\n\n', noun: 'branches', tail: '' };
}

function oneSetAside(branch: BranchResult): string {
  const lines = [
    `**${STATUS_TITLES[branch.status]}** ${markdownCode(branch.name)} (${branch.reason}): ${markdownText(branch.detail)}`,
    ...(branch.failing.length > 0 ? [`- Smallest failing set: ${names(branch.failing)}`] : []),
    ...(branch.dropped.length > 0 ? [`- Not in the checkpoint: ${paths(branch.dropped)}`] : []),
    ...(branch.reproduce === '' ? [] : [`- Reproduce: ${markdownCommand(branch.reproduce)}`]),
    `- Next step: ${UNBLOCK[branch.reason]}`,
  ];
  return branch.log === '' ? lines.join('\n') : `${lines.join('\n')}\n\n${markdownLog(branch.log, 30, 2500)}`;
}

export function reverts(result: RunResult): MarkdownSection {
  const items = result.branches.flatMap((branch) => {
    const command = revertCommand(result, branch);
    return command === null ? [] : [`- ${markdownCode(branch.name)}: ${markdownCommand(command)}`];
  });
  return { head: '### Revert one branch', items, separator: '\n', noun: 'commands', tail: '' };
}
