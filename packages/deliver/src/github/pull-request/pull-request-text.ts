import { digestOf, NO_TOKENS, type Oid, type RunResult } from '@sluice/model';
import { countByStatus, shortRef } from '../../facts.ts';
import { hintsMarkdown } from '../../hints-section.ts';
import { modelMarkdown } from '../../model-section.ts';
import { readFirst, tierLadder } from '../../markdown-sections.ts';
import { plainShort } from '../../plain-text.ts';
import { count } from '../../words.ts';
import { decodeMarker, encodeMarker, type CheckpointFacts } from '../checkpoint-marker.ts';
import { evidenceFor, ONE_GROUP, takesPart, wholeResult, type DeliveredView } from '../checkpoint-view.ts';
import { BODY_BYTES, fitDocument, folded, prose } from '../fit-document.ts';
import { elsewhereIn } from '../links.ts';
import { agentTable } from './agent-table.ts';
import { costLine, nextLine, revertCommands, tiersTitle, toolkitLine } from './closing.ts';
import { cardsWithSides } from './conflict-cards.ts';
import { leftOut } from './left-out.ts';
import { opening } from './opening.ts';
import { supplyFindings } from './supply-findings.ts';

/**
 * Title and body of the checkpoint pull request. The body begins with the verdict and the decision, ends with the marked
 * block of `checkpoint-marker.ts`, and is at most {@link BODY_BYTES} long: what is left out is counted in its place.
 * The title has no word by others in it: it becomes the subject of a commit. `digest` is that of the verdict.
 */
export function pullRequestText(view: DeliveredView, digest: string): PullRequestWords {
  const title = titleOf(view, wholeResult(view));
  const timeless = withoutRun(view);
  const state = digestWords(title, sectionsOf(timeless, BODY_BYTES));
  // Every block is as long as this one: its digests have one length.
  const block = (words: string): string => markerOf(view, { digest, state, words });
  const text = sectionsOf(view, BODY_BYTES - block(state).length - 1);
  return { title, body: `${text}\n${block(digestWords(title, text))}\n` };
}

export interface PullRequestWords {
  readonly title: string;
  readonly body: string;
}

/**
 * Whether a pull request says already what this text says, and nobody changed a word of it. The run that it names may be
 * another one: it is the one that came to it first.
 */
export function isSaid(written: PullRequestWords, text: PullRequestWords): boolean {
  const [before, now] = [decodeMarker(written.body), decodeMarker(text.body)];
  if (before === null || before === 'ambiguous' || now === null || now === 'ambiguous') return false;
  // The forge may give line ends back as it likes.
  const words = written.body.replaceAll('\r\n', '\n').replace(/\n<!-- sluice:checkpoint [^\n]*\n?$/, '');
  return before.state === now.state && before.words === digestWords(written.title, words);
}

function sectionsOf(view: DeliveredView, bytes: number): string {
  const result = wholeResult(view);
  const sections = [
    opening(view, result),
    agentTable(view, result),
    readFirst(result),
    supplyFindings(result),
    folded(hintsMarkdown(result), 'Symbols that branches share'),
    folded(modelMarkdown(result), 'What a language model was asked'),
    cardsWithSides(result),
    folded(tierLadder(result), tiersTitle(result, view.checkpoint.tree)),
    leftOut(result, '### Not in this pull request'),
    folded(revertCommands(view, result), 'Revert one agent, before or after the merge'),
    prose(costLine(view, result), nextLine(view, result), toolkitLine(view)),
  ];
  return fitDocument(sections, { bytes, elsewhere: elsewhereIn(view.run) });
}

/**
 * The same view as any other run would have it that comes to the same: no run, no times, no cost, no output of tests, and no
 * trees on the way to the checkpoint, since which of them are tested depends on which answer comes first.
 */
function withoutRun(view: DeliveredView): DeliveredView {
  const { result, checkpoint } = view;
  const ofCheckpoint = result.validations.filter(({ tree }) => tree === checkpoint.tree);
  return {
    ...view,
    run: { url: 'https://forge.invalid/run', id: 1, attempt: 1 },
    testRuns: null,
    result: {
      ...result,
      branches: result.branches.map((branch) => ({ ...branch, log: '' })),
      validations: ofCheckpoint.map((run) => ({ ...run, seconds: 0, cached: false })),
      timings: {},
      model: result.model && { ...result.model, tokens: NO_TOKENS, cost: null },
    },
  };
}

function digestWords(title: string, text: string): string {
  return digestOf(Buffer.from(`${title}\n${text}`, 'utf8'));
}

function titleOf({ checkpoint }: DeliveredView, result: RunResult): string {
  const { landed } = countByStatus(result);
  const group = checkpoint.group === ONE_GROUP ? '' : ` (${checkpoint.group.replace(/[^a-z0-9-]/g, '')})`;
  const base = plainShort(shortRef(checkpoint.base.ref), 60).replace(/[^\w./-]/g, '');
  const untested = evidenceFor(result, checkpoint.tree) === 'tested' ? '' : ', not tested';
  return `Checkpoint${group}: ${count(landed, 'agent branch', 'agent branches')} onto ${base}${untested}`;
}

function markerOf(view: DeliveredView, digests: Pick<CheckpointFacts, 'digest' | 'state' | 'words'>): string {
  const { checkpoint, run } = view;
  const heads = new Map(
    wholeResult(view)
      .branches.filter(takesPart)
      .map(({ name, head }) => [name, head as Oid]),
  );
  return encodeMarker({ ...checkpoint, heads, run, ...digests });
}
