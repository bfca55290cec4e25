import { METHODS, shortOid, type BranchName, type Method, type Oid } from '@sluice/model';
import { clip, displayWidth, plainText, wrap } from './plain-text.ts';

/** One branch's commit in a checkpoint. */
export interface CheckpointCommit {
  readonly branch: BranchName;
  readonly head: Oid;
  readonly cluster: string;
  readonly method: string;
  /** First line of the newest commit message of the branch. */
  readonly task: string;
  /** What is not in the commit, for people. */
  readonly dropped: readonly string[];
  /** True when the commit has one parent and takes in a part only. */
  readonly partial: boolean;
  /** Further remarks for whoever reads the commit, each a paragraph. */
  readonly notes?: readonly string[];
}

const SUBJECT_WIDTH = 72;
const TITLE_WIDTH_MIN = 12;
const TASK_WIDTH = 400;
const DROPPED_SHOWN = 200;
const DROPPED_WIDTH = 400;
const NOTES_SHOWN = 30;

/**
 * The message of one branch's commit in a checkpoint. The last paragraph is four trailers, one line each, written by
 * nobody else: texts of the branch are on one line, and each line that holds any starts with words of ours, so that
 * they make no trailer, no `---` divider and no `#` comment.
 */
export function checkpointMessage(commit: CheckpointCommit): string {
  return `${[subject(commit), ...body(commit), trailers(commit)].join('\n\n')}\n`;
}

function subject({ branch, task, partial }: CheckpointCommit): string {
  const verb = partial ? 'Merge part of' : 'Merge';
  const name = `${verb} ${oneLine(branch)}`;
  const title = oneLine(task);
  const room = SUBJECT_WIDTH - displayWidth(name) - 2;
  if (title === '') return clip(name, SUBJECT_WIDTH);
  // Branches in long namespaces leave no room for the title; the body has it.
  return room >= TITLE_WIDTH_MIN ? `${name}: ${clip(title, room)}` : clip(name, SUBJECT_WIDTH);
}

function body(commit: CheckpointCommit): string[] {
  const { branch, head, task, method, partial, dropped, notes = [] } = commit;
  const taken = `Takes in ${partial ? 'a part of ' : ''}the agent branch ${oneLine(branch)} at ${shortOid(head)}.`;
  const how = Object.hasOwn(METHODS, method) ? ` ${METHODS[method as Method]}` : '';
  const title = oneLine(task) === '' ? [] : wrapped(`Its task: ${clip(oneLine(task), TASK_WIDTH)}`);
  const lost = dropped.slice(0, DROPPED_SHOWN).map((each) => `- ${clip(oneLine(each), DROPPED_WIDTH)}`);
  const more = dropped.length - lost.length;
  return [
    [...wrapped(`${taken}${how}`), ...title].join('\n'),
    ...notes
      .slice(0, NOTES_SHOWN)
      .map((note) => wrapped(`Note: ${clip(oneLine(note), TASK_WIDTH)}`).join('\n')),
    lost.length === 0
      ? partial
        ? 'The rest stays on the branch.'
        : 'Nothing was dropped.'
      : [
          partial ? 'Deferred, and still on the branch:' : 'Dropped:',
          ...lost,
          ...(more > 0 ? [`- and ${more} more`] : []),
        ].join('\n'),
  ];
}

/** Lines after the first are indented: none of them begins with a word by others. */
function wrapped(text: string): string[] {
  return wrap(text, SUBJECT_WIDTH - 2).map((line, i) => (i === 0 ? line : `  ${line}`));
}

function trailers({ branch, head, cluster, method }: CheckpointCommit): string {
  return [
    `Sluice-Agent-Branch: ${oneLine(branch)}`,
    `Sluice-Agent-Head: ${oneLine(head)}`,
    `Sluice-Cluster: ${oneLine(cluster)}`,
    `Sluice-Method: ${oneLine(method)}`,
  ].join('\n');
}

function oneLine(text: string): string {
  return disarm(plainText(text).replace(/\s+/g, ' ').trim());
}

// What a forge takes for an instruction, wherever in a message it stands.
const SKIPS = /\[(skip|ci|no) (ci|skip)\]|\[(skip|actions) (actions|skip)\]/gi;
const CLOSES = /\b(clos(?:e|es|ed)|fix(?:|es|ed)|resolv(?:e|es|ed)):?\s(?=(?:[\w./-]*#\d|GH-\d|https?:))/gi;

/**
 * Words of a branch must not skip the workflow that audits what landed, nor close an issue.
 * Sources: docs.github.com, 'Skipping workflow runs', 'Linking a pull request to an issue'.
 */
function disarm(text: string): string {
  return text
    .replace(SKIPS, (whole) => `(${whole.slice(1, -1)})`)
    .replace(/skip-checks:/gi, 'skip-checks ')
    .replace(CLOSES, '$1 – ');
}
