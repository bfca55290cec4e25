import { SUPPLY_FINDINGS, type RunResult } from '@sluice/model';
import type { MarkdownSection } from '../../markdown-budget.ts';
import { markdownCode, markdownText } from '../../markdown-text.ts';
import { plainShort } from '../../plain-text.ts';

type Finding = RunResult['supply'][number];

const ORDER: Record<Finding['severity'], number> = { hold: 0, warn: 1, note: 2 };
const TITLES: Record<Finding['severity'], string> = {
  hold: '**Held for this**',
  warn: '**Look**',
  note: 'Note',
};
const BRANCHES_SHOWN = 3;

/** What the branches do to manifests and lockfiles: new names, hosts, advisories. Worst first. */
export function supplyFindings(result: RunResult): MarkdownSection {
  const items = result.supply.toSorted((a, b) => ORDER[a.severity] - ORDER[b.severity]).map(finding);
  return { head: '### Dependencies', items, separator: '\n', noun: 'findings', tail: '' };
}

function finding({ kind, severity, branches, path, name, detail }: Finding): string {
  const what = name === '' ? markdownCode(path) : `${markdownCode(name)} in ${markdownCode(path)}`;
  const text = markdownText(plainShort(detail === '' ? SUPPLY_FINDINGS[kind][1] : detail, 300));
  const shown = branches.slice(0, BRANCHES_SHOWN).map(markdownCode);
  const more = branches.length - shown.length;
  const from = [...shown, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return `- ${TITLES[severity]}: ${what} (${kind}): ${text}${from === '' ? '' : ` From ${from}.`}`;
}
