import { shortOid, type BranchResult, type RunResult, type Status } from '@sluice/model';
import {
  chosenCandidate,
  contendedClusters,
  countByStatus,
  groupByStatus,
  lands,
  shortRef,
  type ClusterResult,
} from './facts.ts';
import { modelLines } from './model-section.ts';
import { lossCount, mergeSentence } from './merged-file-text.ts';
import { explainCommand, nextSteps } from './next-steps.ts';
import { displayWidth, padEnd, plainShort, plainText, wrap } from './plain-text.ts';
import { hintLines } from './hints-section.ts';
import { supplyLines } from './supply-section.ts';
import { terminalStyle, type TerminalStyle } from './terminal-style.ts';
import { costSentence, testsWarning, validationSentence, verdictSentence } from './verdict.ts';
import { count, countBranches, groupDigits, listSome, reasonSentence, STATUS_TITLES } from './words.ts';

export interface SummaryOptions {
  readonly color: boolean;
  /** Columns of the terminal; below 60 counts as 60. */
  readonly width: number;
  /** Whether each branch comes with the command that shows its reason again. */
  readonly reproduce: boolean;
}

interface Page {
  readonly style: TerminalStyle;
  readonly width: number;
  readonly reproduce: boolean;
  readonly nameWidth: number;
  readonly reasonWidth: number;
  readonly clusterWidth: number;
}

const MAX_WIDTH = 160;
const EDGES_SHOWN = 8;
const CLUSTERS_SHOWN = 12;
const MERGES_SHOWN = 6;
/** Longer texts are there only to fill the screen. */
const DETAIL_WIDTH = 400;
const PATH_WIDTH = 80;

/** The summary of a run for a terminal, verdict first, ending with a line break. Commands are never cut or wrapped. */
export function summaryText(result: RunResult, options: SummaryOptions): string {
  const page = layOut(result, options);
  const sections = [
    verdictLines(result, page),
    ...groupByStatus(result).map((group) => statusLines(group.status, group.branches, page)),
    clusterLines(result, page),
    dependencyLines(result, page),
    symbolLines(result, page),
    languageLines(result, page),
    checkpointLines(result, page),
    nextLines(result, page),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function layOut(result: RunResult, options: SummaryOptions): Page {
  const width = Math.min(Math.max(options.width, 60), MAX_WIDTH);
  const longest = (texts: string[], most: number) =>
    Math.min(
      most,
      texts.reduce((max, text) => Math.max(max, displayWidth(text)), 4),
    );
  return {
    style: terminalStyle(options.color),
    width,
    reproduce: options.reproduce,
    nameWidth: longest(
      result.branches.map((branch) => plainText(branch.name)),
      Math.floor(width * 0.4),
    ),
    reasonWidth: longest(
      result.branches.map((branch) => branch.reason),
      18,
    ),
    clusterWidth: longest(
      result.branches.map((branch) => plainText(branch.cluster)),
      8,
    ),
  };
}

function verdictLines(result: RunResult, { style, width }: Page): string[] {
  const warning = testsWarning(result);
  const sentence = plainText(verdictSentence(result));
  const { landed, planned, held, rejected } = countByStatus(result);
  const status: Status = held + rejected === 0 ? 'landed' : landed + planned > 0 ? 'held' : 'rejected';
  return [
    ...(warning === null
      ? []
      : [
          style.alarm(
            `${warning[0]!.toUpperCase()}${warning.slice(1)}`.replace('No tests ran', 'NO TESTS RAN'),
          ),
        ]),
    ...wrap(sentence, width).map((line) => style.bold(style.status(status, line))),
    ...result.tests.notes.flatMap((note) => wrap(plainText(note), width).map(style.dim)),
  ];
}

function statusLines(status: Status, branches: readonly BranchResult[], page: Page): string[] {
  const { style } = page;
  const title = `${style.bold(style.status(status, STATUS_TITLES[status]))} ${style.dim(groupDigits(branches.length))}`;
  return [title, ...branches.flatMap((branch) => branchLines(branch, page))];
}

function branchLines(branch: BranchResult, page: Page): string[] {
  const { style, width, nameWidth } = page;
  const name = padEnd(plainShort(branch.name, nameWidth), nameWidth);
  const reason = padEnd(branch.reason, page.reasonWidth);
  const cluster = plainShort(branch.cluster, page.clusterWidth);
  const head = `  ${style.status(branch.status, style.marks[branch.status])} ${name}  ${style.status(branch.status, reason)}  ${style.dim(cluster)}`;
  const used = 4 + nameWidth + 2 + page.reasonWidth + 2 + page.clusterWidth + 2;
  const detail = plainShort(branch.detail, DETAIL_WIDTH);
  const inline = used + displayWidth(detail) <= width;
  // Where there is no room, what the reason's name says already is not said again.
  const known = lands(branch) && branch.detail === reasonSentence(branch.reason);
  const gap = ' '.repeat(page.clusterWidth - displayWidth(cluster) + 2);
  return [
    inline && detail !== '' ? `${head}${gap}${detail}` : head,
    ...(inline || known ? [] : wrap(detail, width - 6).map((line) => `      ${line}`)),
    ...extraLines(branch, page).map((line) => `      ${line}`),
  ];
}

function extraLines(branch: BranchResult, { style, width, reproduce }: Page): string[] {
  const others = branch.failing.filter((name) => name !== branch.name).map(plainText);
  const dropped = branch.dropped.map((path) => plainShort(path, PATH_WIDTH));
  return [
    ...(others.length > 0 ? wrap(`Fails together with ${listSome(others, 4)}.`, width - 6) : []),
    ...(dropped.length > 0 ? wrap(`Not in the checkpoint: ${listSome(dropped, 6)}.`, width - 6) : []),
    ...(reproduce && branch.reproduce !== '' ? [style.dim(`$ ${plainText(branch.reproduce)}`)] : []),
  ];
}

function clusterLines(result: RunResult, page: Page): string[] {
  const clusters = contendedClusters(result);
  if (clusters.length === 0) return [];
  const { style } = page;
  const title = `${style.bold('Contended clusters')} ${style.dim(groupDigits(clusters.length))}`;
  const more = clusters.slice(CLUSTERS_SHOWN);
  return [
    title,
    ...clusters.slice(0, CLUSTERS_SHOWN).flatMap((cluster) => oneCluster(result, cluster, page)),
    ...(more.length > 0
      ? [
          style.dim(
            `  and ${count(more.length, 'more cluster', 'more clusters')}: ${explainCommand(result, more[0]!.id)}`,
          ),
        ]
      : []),
  ];
}

function oneCluster(result: RunResult, cluster: ClusterResult, page: Page): string[] {
  const { style, width } = page;
  const id = padEnd(plainShort(cluster.id, page.clusterWidth), page.clusterWidth);
  const shown = cluster.edges.slice(0, EDGES_SHOWN);
  const kindWidth = Math.max(...shown.map((edge) => edge.kind.length));
  const edges = shown.flatMap((edge) => {
    const among =
      edge.among.length > 4
        ? countBranches(edge.among.length)
        : edge.among.map(plainText).join(` ${style.versus} `);
    const room = width - 6 - kindWidth - 2;
    const path = plainShort(edge.path, room);
    const detail = plainShort(edge.detail, DETAIL_WIDTH);
    const under = ' '.repeat(6 + kindWidth + 2);
    return [
      `      ${style.status('held', padEnd(edge.kind, kindWidth))}  ${path}`,
      ...wrap(among, room).map((line) => under + style.dim(line)),
      ...wrap(detail, room).map((line) => under + style.dim(line)),
    ];
  });
  const more = cluster.edges.length - shown.length;
  return [
    `  ${style.bold(id)}  ${countBranches(cluster.branches.length)}`,
    ...edges,
    ...(more > 0
      ? [
          style.dim(
            `      and ${count(more, 'more edge', 'more edges')}: ${explainCommand(result, cluster.id)}`,
          ),
        ]
      : []),
    ...mergeLines(result, cluster, page),
  ];
}

/** What was made of the contended files, where something lands. */
function mergeLines(result: RunResult, { id }: ClusterResult, { style, width }: Page): string[] {
  const files = (chosenCandidate(result, id)?.files ?? []).filter(({ conflict }) => conflict !== 'none');
  const lines = files.slice(0, MERGES_SHOWN).flatMap((file) => {
    const lost = lossCount(file);
    const loss = lost === 0 ? '' : `; ${count(lost, 'line', 'lines')} of one side not in it`;
    return wrap(`${plainShort(file.path, PATH_WIDTH)}: ${mergeSentence(file)}${loss}`, width - 8);
  });
  const more = files.length - MERGES_SHOWN;
  return [...lines, ...(more > 0 ? [`and ${count(more, 'more merged file', 'more merged files')}`] : [])].map(
    (line) => `      ${style.dim(line)}`,
  );
}

function dependencyLines(result: RunResult, { style, width }: Page): string[] {
  const found = supplyLines(result, width);
  return found === null ? [] : [style.bold(found.title), ...found.lines];
}

function symbolLines(result: RunResult, { style, width }: Page): string[] {
  const found = hintLines(result, width);
  return found === null ? [] : [style.bold(found.title), ...found.lines];
}

function languageLines(result: RunResult, { style, width }: Page): string[] {
  const found = modelLines(result, width);
  return found === null ? [] : [style.bold(found.title), ...found.lines];
}

function checkpointLines(result: RunResult, { style, width }: Page): string[] {
  const base = `Base        ${plainText(shortRef(result.base.ref))} ${style.dim(shortOid(result.base.sha))}`;
  const cost = costSentence(result);
  const costLines = cost === null ? [] : fold('Cost', cost, width);
  if (result.checkpoint === null) return [base, ...costLines];
  const { ref, commit } = result.checkpoint;
  return [
    base,
    `Checkpoint  ${style.bold(plainText(shortRef(ref)))} ${style.dim(shortOid(commit))}`,
    ...fold('Validated', validationSentence(result), width),
    ...costLines,
  ];
}

function fold(label: string, text: string, width: number): string[] {
  return wrap(plainShort(text, DETAIL_WIDTH), width - 12).map(
    (line, i) => padEnd(i === 0 ? label : '', 12) + line,
  );
}

function nextLines(result: RunResult, { style }: Page): string[] {
  const steps = nextSteps(result);
  if (steps.length === 0) return [style.bold('Next: nothing to do.')];
  const purposeWidth = Math.max(...steps.map((step) => step.purpose.length));
  return [
    style.bold('Next:'),
    ...steps.map((step) => `  ${padEnd(step.purpose, purposeWidth)}  ${plainText(step.command)}`),
  ];
}
