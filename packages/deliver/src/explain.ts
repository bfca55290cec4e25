import { EDGE_KINDS, Fault, shortOid, type BranchResult, type RunResult } from '@sluice/model';
import {
  branchesByName,
  candidatesOf,
  chosenCandidate,
  type ClusterResult,
  type EdgeResult,
} from './facts.ts';
import { modelWords } from './model-section.ts';
import { revertCommand } from './next-steps.ts';
import { logEnd, plainShort, plainText } from './plain-text.ts';
import {
  count,
  countBranches,
  listSome,
  METHOD_TITLES,
  reasonSentence,
  STATUS_TITLES,
  STRATEGY_TITLES,
  UNBLOCK,
  wholeWords,
} from './words.ts';

/**
 * Why one branch has its status: what ties it to others, the smallest failing set, what would unblock it, commands.
 * Throws UNKNOWN_NAME for a branch that is not in the result.
 */
export function explainBranch(result: RunResult, name: string): string {
  const branch = branchesByName(result).get(name);
  if (branch === undefined) throw unknown(result, name);
  const cluster = result.clusters.find((each) => each.id === branch.cluster);
  const edges = (cluster?.edges ?? []).filter((edge) => edge.among.includes(name));
  return paragraphs([
    `${line(name)}: ${STATUS_TITLES[branch.status].toLowerCase()} (${branch.reason})`,
    [reasonSentence(branch.reason), detailLine(branch)].filter((text) => text !== '').join('\n'),
    facts(branch),
    edges.length === 0
      ? 'Nothing ties it to another branch.'
      : `What ties it to others:\n${edges.map((edge) => edgeLines(edge, name)).join('\n')}`,
    failure(branch),
    offers(result, branch),
    modelWords(result, branch.name),
    `What would unblock it: ${UNBLOCK[branch.reason]}`,
    commands(result, branch),
  ]);
}

/** What ties the branches of one cluster, what became of each, and what is offered. Throws UNKNOWN_NAME. */
export function explainCluster(result: RunResult, id: string): string {
  const cluster = result.clusters.find((each) => each.id === id);
  if (cluster === undefined) throw unknown(result, id);
  const known = branchesByName(result);
  const members = cluster.branches.map((name) => {
    const branch = known.get(name);
    const outcome =
      branch === undefined ? 'unknown' : `${STATUS_TITLES[branch.status].toLowerCase()} (${branch.reason})`;
    return `  ${line(name)}: ${outcome}`;
  });
  const edges = cluster.edges.map((edge) => edgeLines(edge, null));
  return paragraphs([
    `Cluster ${line(id)}: ${countBranches(cluster.branches.length)}, ${count(edges.length, 'edge', 'edges')}`,
    members.join('\n'),
    edges.length === 0 ? 'Nothing in it needs a decision.' : `What needs a decision:\n${edges.join('\n')}`,
    candidateLines(result, cluster),
  ]);
}

function paragraphs(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function line(text: string): string {
  return plainShort(text, 600);
}

function detailLine(branch: BranchResult): string {
  return branch.detail === reasonSentence(branch.reason) ? '' : line(branch.detail);
}

function facts(branch: BranchResult): string {
  return [
    `Head     ${shortOid(branch.head)}`,
    ...(branch.task === '' ? [] : [`Task     ${plainShort(branch.task, 120)}`]),
    `Cluster  ${line(branch.cluster)}`,
    `Files    ${branch.files}`,
    ...(branch.risk.length === 0
      ? []
      : [
          `Risk     ${listSome(
            branch.risk.map((each) => plainShort(each, 60)),
            6,
          )}`,
        ]),
    ...(branch.dropped.length === 0
      ? []
      : ['Not in the checkpoint:', ...branch.dropped.map((path) => `  ${line(path)}`)]),
  ].join('\n');
}

/** `self`: the branch that is explained, so that only the others are named. */
function edgeLines({ among, kind, path, detail }: EdgeResult, self: string | null): string {
  const others = among.filter((name) => name !== self).map((name) => plainShort(name, 100));
  return [
    `  ${kind}  ${line(path)}`,
    `    ${self === null ? 'among' : 'with'} ${listSome(others, 12)}`,
    `    ${EDGE_KINDS[kind]}${detail === '' ? '' : ` ${line(detail)}`}`,
  ].join('\n');
}

function failure(branch: BranchResult): string {
  const set = failingSet(branch);
  if (branch.log === '') return set;
  const log = logEnd(branch.log, 40, 6000)
    .split('\n')
    .map((each) => `  | ${each}`.trimEnd())
    .join('\n');
  return `${set === '' ? '' : `${set}\n\n`}End of the failing output:\n${log}`;
}

function failingSet({ name, failing }: BranchResult): string {
  if (failing.length === 0) return '';
  if (failing.length === 1 && failing[0] === name) return 'Smallest failing set: it fails alone.';
  return `Smallest failing set:\n${failing.map((each) => `  ${line(each)}`).join('\n')}`;
}

function offers(result: RunResult, branch: BranchResult): string {
  const offered = candidatesOf(result, branch.cluster).filter(
    (candidate) =>
      candidate.branches.includes(branch.name) && candidate !== chosenCandidate(result, branch.cluster),
  );
  if (branch.status !== 'held' || offered.length === 0) return '';
  return `Offered with it:\n${offered.map(candidateText).join('\n')}`;
}

function candidateLines(result: RunResult, cluster: ClusterResult): string {
  const candidates = candidatesOf(result, cluster.id);
  if (candidates.length === 0) return '';
  return `Candidates:\n${candidates.map(candidateText).join('\n')}`;
}

function candidateText(candidate: RunResult['candidates'][number]): string {
  const files = candidate.files.map((file) => {
    const dropped =
      file.dropped.length === 0 ? 'nothing dropped' : `dropped: ${listSome(file.dropped.map(line), 6)}`;
    return `    ${line(file.path)}: ${METHOD_TITLES[file.method]} (${line(file.branch)}); ${dropped}`;
  });
  return [
    `  ${line(candidate.id)}  ${STRATEGY_TITLES[candidate.strategy]}, tree ${shortOid(candidate.tree)}, ${wholeWords(candidate)}`,
    ...files,
  ].join('\n');
}

function commands(result: RunResult, branch: BranchResult): string {
  const revert = revertCommand(result, branch);
  const list = [
    ...(branch.reproduce === '' ? [] : [`  See it again  ${plainText(branch.reproduce)}`]),
    `  Its changes   git diff ${shortOid(result.base.sha)}...${shortOid(branch.head)}`,
    ...(revert === null ? [] : [`  Revert it     ${revert}`]),
  ];
  return `Commands:\n${list.join('\n')}`;
}

function unknown(result: RunResult, name: string): Fault {
  const shown = plainShort(name, 120);
  const near = result.branches
    .map((branch) => branch.name)
    .filter((each) => name !== '' && (each.endsWith(`/${name}`) || each.includes(name)))
    .slice(0, 3)
    .map((each) => plainShort(each, 100));
  const next =
    near.length > 0
      ? `Did you mean ${listSome(near, 3)}?`
      : 'Give the name of a branch without refs/heads/, or the id of a cluster such as c1.';
  return new Fault('UNKNOWN_NAME', `The run knows no branch or cluster named '${shown}'.`, next);
}
