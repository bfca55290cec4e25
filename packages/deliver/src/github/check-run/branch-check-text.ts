import { Fault, shortOid, type BranchName, type BranchResult, type RunResult } from '@sluice/model';
import { shortRef } from '../../facts.ts';
import type { MarkdownSection } from '../../markdown-budget.ts';
import {
  markdownBlock,
  markdownCode,
  markdownCommand,
  markdownLog,
  markdownText,
} from '../../markdown-text.ts';
import { branchModelMarkdown } from '../../model-section.ts';
import { revertCommand } from '../../next-steps.ts';
import { plainShort, plainText } from '../../plain-text.ts';
import { shellQuote } from '../../shell-quote.ts';
import { reasonSentence, UNBLOCK } from '../../words.ts';
import { takesPart, wholeResult, type CheckpointView } from '../checkpoint-view.ts';
import { BODY_BYTES, fitDocument, prose } from '../fit-document.ts';
import { branchLink, elsewhereIn, runLink } from '../links.ts';
import { manifestParagraph } from '../manifest-text.ts';
import { waitsItsTurn } from '../waits-its-turn.ts';
import { CHECK_WORDS, checkStateOf, EXIT_REASONS, type CheckState } from './check-states.ts';
import { tierLines } from './tier-lines.ts';

const EDGES_MOST = 200;
const NAMES_SHOWN = 8;
const LOG_LINES = 60;
const LOG_CHARACTERS = 8000;

/** A check run as it is to be published: `summary` is Markdown, `title` is plain text without a word by others. */
export interface CheckText {
  readonly conclusion: CheckState['conclusion'];
  readonly title: string;
  readonly summary: string;
}

/**
 * The check of one agent branch: what became of it, why, with whom it conflicts, the smallest failing set, the log, the
 * next step, how to see it again, where its checkpoint is.
 *
 * @throws Fault UNKNOWN_NAME for a branch that the view does not know.
 */
export function branchCheckText(view: CheckpointView, name: BranchName): CheckText {
  const result = wholeResult(view);
  const branch = result.branches.find((each) => each.name === name);
  if (branch === undefined)
    throw new Fault(
      'UNKNOWN_NAME',
      `The run knows no branch named '${plainShort(name, 100)}'.`,
      'Ask for one of the branches of the result.',
    );
  const state = checkStateOf(branch, view.checkpoint !== null);
  const sections = [
    prose(verdict(branch, state)),
    conflicts(result, branch),
    branchModelMarkdown(result, branch.name),
    prose(failing(branch), dropped(branch), nextStep(branch), again(result, branch)),
    prose(where(view, result, branch)),
    prose(manifestParagraph(view.provenance.get(name), view.actors.get(name))),
  ];
  return {
    conclusion: state.conclusion,
    title: `${CHECK_WORDS[state.word]}: ${reasonSentence(branch.reason)}`,
    summary: fitDocument(sections, { bytes: BODY_BYTES, elsewhere: elsewhereIn(view.run) }),
  };
}

function verdict(branch: BranchResult, state: CheckState): string {
  const { reason, detail } = branch;
  const said = detail === '' ? reasonSentence(reason) : detail;
  return `**${CHECK_WORDS[state.word]}** (${reason}). ${markdownText(plainShort(said, 600))} ${EXIT_REASONS[state.exit]}`;
}

function conflicts(result: RunResult, { name, cluster }: BranchResult): MarkdownSection {
  const edges = result.clusters.find((each) => each.id === cluster)?.edges ?? [];
  const items = edges
    .filter((edge) => edge.among.includes(name))
    .slice(0, EDGES_MOST)
    .map(({ among, path, kind, detail }) => {
      const others = some(among.filter((each) => each !== name));
      const text = markdownText(plainShort(detail, 200));
      return `- ${markdownCode(path)} (${kind}) with ${others}${text === '' ? '' : `. ${text}`}`;
    });
  return { head: '### Contends with', items, separator: '\n', noun: 'spots', tail: '' };
}

function some(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map(markdownCode).join(', ');
  return names.length > NAMES_SHOWN ? `${shown} and ${names.length - NAMES_SHOWN} more` : shown;
}

function failing({ name, failing: set, log }: BranchResult): string {
  const alone = set.length === 1 && set[0] === name;
  const lines = [
    ...(set.length === 0
      ? []
      : [`**Smallest failing set.** ${alone ? 'It fails alone, on the base.' : `${some(set)}, together.`}`]),
    ...(log === '' ? [] : [markdownLog(log, LOG_LINES, LOG_CHARACTERS)]),
  ];
  return lines.join('\n\n');
}

function dropped(branch: BranchResult): string {
  if (!takesPart(branch)) return '';
  if (branch.dropped.length === 0) return '**Dropped.** Nothing.';
  return `**Not in the checkpoint.** ${some(branch.dropped)}.`;
}

function nextStep({ reason }: BranchResult): string {
  return `**Next step.** ${UNBLOCK[reason]}`;
}

/** Commands for a clone: first the objects, then what shows the reason, or else what the branch changes. */
function again({ base }: RunResult, branch: BranchResult): string {
  if (waitsItsTurn(branch)) return '';
  const { name, head, reproduce } = branch;
  const from = [shortRef(base.ref), name].map((each) => shellQuote(`refs/heads/${each}`)).join(' ');
  const show = reproduce === '' ? `git diff ${shortOid(base.sha)}...${shortOid(head)}` : plainText(reproduce);
  const title = reproduce === '' ? 'See its changes' : 'See it again';
  return `**${title}** in a clone:\n\n${markdownBlock(`git fetch origin ${from}\n${show}`, 'sh')}`;
}

function where(view: CheckpointView, result: RunResult, branch: BranchResult): string {
  const { checkpoint, repository, run } = view;
  if (checkpoint === null) return `**Checkpoint.** None was delivered by ${runLink(run)}.`;
  const at = `${branchLink(repository, checkpoint.branch)} at ${markdownCode(checkpoint.commit)}, tree ${markdownCode(checkpoint.tree)}, by ${runLink(run)}`;
  if (!takesPart(branch)) return `**Checkpoint.** It is not in ${at}.`;
  const ref = { ref: checkpoint.commit, commit: checkpoint.commit, tree: checkpoint.tree, landed: false };
  const revert = revertCommand({ ...result, checkpoint: ref }, branch);
  return [
    `**Checkpoint.** ${branch.reason === 'partial' ? 'In part in' : 'In'} ${at}.`,
    ...tierLines(result, checkpoint.tree),
    ...(revert === null ? [] : [`- Take it out again: ${markdownCommand(revert)}`]),
  ].join('\n');
}
