import { REJECTIONS } from '@sluice/model';
import { markdownCode, markdownText } from '../markdown-text.ts';
import { plainShort } from '../plain-text.ts';
import type { Provenance } from './checkpoint-view.ts';
import { linkTo } from './links.ts';

const FACTS_SHOWN = 20;
const VALUE_WIDTH = 200;

/** How the manifest is known, in a cell of a table. */
export function manifestCell(provenance: Provenance | undefined): string {
  switch (provenance?.kind) {
    case undefined:
      return 'none';
    case 'signed':
      return linkTo('signed', provenance.runUrl);
    case 'recomputed':
      return 'recomputed';
    case 'refused':
      return `refused: ${provenance.code}`;
  }
}

/** How the manifest is known, as a sentence and the facts behind it. */
export function manifestParagraph(provenance: Provenance | undefined, actor: string | undefined): string {
  const who = actor === undefined || actor === '' ? '' : ` Pushed by ${markdownCode(actor)}.`;
  switch (provenance?.kind) {
    case undefined:
      return `**Manifest.** None was looked at.${who}`;
    case 'signed': {
      const from = linkTo('this run', provenance.runUrl);
      const head = `**Manifest.** Signed by ${from} (profile ${provenance.profile}), verified, and made again from git: they agree.${who}`;
      return [head, ...factLines(provenance.facts)].join('\n');
    }
    case 'recomputed':
      return `**Manifest.** Not signed: made from git alone.${who}`;
    case 'refused': {
      const detail = markdownText(plainShort(provenance.detail, 400));
      return `**Manifest.** Refused (${provenance.code}). ${REJECTIONS[provenance.code]}${detail === '' ? '' : ` ${detail}`}${who}`;
    }
  }
}

function factLines(facts: readonly { readonly field: string; readonly value: string }[]): string[] {
  const shown = facts
    .slice(0, FACTS_SHOWN)
    .map(
      ({ field, value }) =>
        `- ${markdownText(plainShort(field, 80))}: ${markdownCode(plainShort(value, VALUE_WIDTH))}`,
    );
  return facts.length > shown.length ? [...shown, `- and ${facts.length - shown.length} more`] : shown;
}
