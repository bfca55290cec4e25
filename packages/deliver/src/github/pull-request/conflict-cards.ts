import type { RunResult } from '@sluice/model';
import { branchesByName, contendedClusters, type ClusterResult } from '../../facts.ts';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { conflictCards } from '../../markdown-sections.ts';
import { markdownCode, markdownText } from '../../markdown-text.ts';
import { plainShort } from '../../plain-text.ts';

const SIDES_SHOWN = 6;

/** The cards of the report, each with what its sides are about: a reviewer may not know the branches by name. */
export function cardsWithSides(result: RunResult): MarkdownSection {
  const section = conflictCards(result);
  const clusters = contendedClusters(result);
  const items = section.items.map((card, i) => {
    const [title, ...rest] = card.split('\n');
    return [title, ...sides(result, clusters[i]!), ...rest].join('\n');
  });
  return { ...section, items };
}

function sides(result: RunResult, { branches }: ClusterResult): string[] {
  const known = branchesByName(result);
  const shown = branches.slice(0, SIDES_SHOWN).flatMap((name) => {
    const task = markdownText(plainShort(known.get(name)?.task ?? '', 120));
    return task === '' ? [] : [`- Side ${markdownCode(name)}: ${task}`];
  });
  return branches.length > SIDES_SHOWN
    ? [...shown, `- and ${branches.length - SIDES_SHOWN} more sides`]
    : shown;
}
