import type { Oid, RunResult } from '@sluice/model';
import { countByStatus, shortRef } from '../../facts.ts';
import { hintsMarkdown } from '../../hints-section.ts';
import { modelMarkdown } from '../../model-section.ts';
import { readFirst, tierLadder } from '../../markdown-sections.ts';
import { plainShort } from '../../plain-text.ts';
import { count } from '../../words.ts';
import { encodeMarker } from '../checkpoint-marker.ts';
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
export function pullRequestText(view: DeliveredView, digest: string): { title: string; body: string } {
  const result = wholeResult(view);
  const { tree } = view.checkpoint;
  const sections = [
    opening(view, result),
    agentTable(view, result),
    readFirst(result),
    supplyFindings(result),
    folded(hintsMarkdown(result), 'Symbols that branches share'),
    folded(modelMarkdown(result), 'What a language model was asked'),
    cardsWithSides(result),
    folded(tierLadder(result), tiersTitle(result, tree)),
    leftOut(result, '### Not in this pull request'),
    folded(revertCommands(view, result), 'Revert one agent, before or after the merge'),
    prose(costLine(view, result), nextLine(view, result), toolkitLine(view)),
  ];
  const marker = markerOf(view, result, digest);
  const room = { bytes: BODY_BYTES - marker.length - 1, elsewhere: elsewhereIn(view.run) };
  return { title: titleOf(view, result), body: `${fitDocument(sections, room)}\n${marker}\n` };
}

function titleOf({ checkpoint }: DeliveredView, result: RunResult): string {
  const { landed } = countByStatus(result);
  const group = checkpoint.group === ONE_GROUP ? '' : ` (${checkpoint.group.replace(/[^a-z0-9-]/g, '')})`;
  const base = plainShort(shortRef(checkpoint.base.ref), 60).replace(/[^\w./-]/g, '');
  const untested = evidenceFor(result, checkpoint.tree) === 'tested' ? '' : ', not tested';
  return `Checkpoint${group}: ${count(landed, 'agent branch', 'agent branches')} onto ${base}${untested}`;
}

function markerOf({ checkpoint, run }: DeliveredView, result: RunResult, digest: string): string {
  const heads = new Map(result.branches.filter(takesPart).map(({ name, head }) => [name, head as Oid]));
  return encodeMarker({ ...checkpoint, heads, run, digest });
}
