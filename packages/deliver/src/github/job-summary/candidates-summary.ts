import type { Candidate } from '@sluice/model';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { markdownCellCode, markdownText } from '../../markdown-text.ts';
import { plainShort } from '../../plain-text.ts';
import { count, METHOD_TITLES, STRATEGY_TITLES, unnamedLoss } from '../../words.ts';
import { fitDocument, prose, SUMMARY_BYTES } from '../fit-document.ts';

/** What one leg made: each lane is a cluster. */
export interface CandidatesView {
  readonly slot: number;
  readonly lanes: readonly { readonly candidates: readonly Candidate[] }[];
}

const NAMES_SHOWN = 6;

/** The page of one leg that makes candidates: what can be merged, how, and what each way would drop. */
export function candidatesSummary({ slot, lanes }: CandidatesView): string {
  const all = lanes.flatMap(({ candidates }) => candidates);
  const complete = all.filter((candidate) => isComplete(candidate)).length;
  const headline = `**${count(all.length, 'candidate', 'candidates')}** for ${count(lanes.length, 'cluster', 'clusters')}, ${complete} of them without dropping anything.`;
  const sections = [
    prose(
      `## Sluice: candidates, slot ${slot}`,
      lanes.length === 0 ? 'No cluster fell to this slot: nothing to do.' : headline,
    ),
    table(all),
  ];
  return fitDocument(sections, { bytes: SUMMARY_BYTES, elsewhere: 'the artifact of this job has them all' });
}

function table(candidates: readonly Candidate[]): MarkdownSection {
  const items = candidates.map(row);
  const head =
    '| Cluster | Candidate | Branches, in order | Made by | Dropped |\n| --- | --- | --- | --- | --- |';
  return { head, items, separator: '\n', noun: 'candidates', tail: '' };
}

function row(candidate: Candidate): string {
  const names = candidate.steps
    .slice(0, NAMES_SHOWN)
    .map(({ branch }) => markdownCellCode(plainShort(branch, 60)));
  const more = candidate.steps.length - names.length;
  const methods = new Set(
    candidate.steps.flatMap(({ files }) => files.map(({ method }) => METHOD_TITLES[method])),
  );
  const cells = [
    markdownText(candidate.cluster),
    `${markdownText(candidate.id)}: ${STRATEGY_TITLES[candidate.strategy]}`,
    [...names, ...(more > 0 ? [`${more} more`] : [])].join(', '),
    [...methods].join(', ') || 'git',
    droppedCell(candidate),
  ];
  return `| ${cells.map((cell) => (cell === '' ? '–' : cell)).join(' | ')} |`;
}

function droppedCell(candidate: Candidate): string {
  const paths = droppedPaths(candidate);
  const shown = paths.slice(0, NAMES_SHOWN).map((path) => markdownCellCode(plainShort(path, 80)));
  if (paths.length === 0) return unnamedLoss(candidate);
  return paths.length > shown.length
    ? `${shown.join(', ')} and ${paths.length - shown.length} more`
    : shown.join(', ');
}

function isComplete(candidate: Candidate): boolean {
  return candidate.complete && droppedPaths(candidate).length === 0;
}

function droppedPaths({ steps }: Candidate): string[] {
  return [...new Set(steps.flatMap(({ dropped }) => dropped))];
}
