import { markdownCode, markdownText } from '../markdown-text.ts';
import { shortOid } from '@sluice/model';
import type { RepositoryFacts, ForgeRun } from './checkpoint-view.ts';

/** Addresses that end where they seem to, in Markdown and out of it. */
const ADDRESS = /^https?:\/\/[A-Za-z0-9.-]+(?::\d+)?(?:\/[A-Za-z0-9._~%/+-]*)?$/;

/** A link, or just the label where the address has anything but plain characters in it. `label` is Markdown of ours. */
export function linkTo(label: string, url: string): string {
  return ADDRESS.test(url) ? `[${label}](${url})` : label;
}

export function runLink({ url, id, attempt }: ForgeRun): string {
  return linkTo(`run ${id}${attempt > 1 ? `, attempt ${attempt}` : ''}`, url);
}

/** The first digits of a commit, as code that leads to it. */
export function commitLink({ uri }: RepositoryFacts, oid: string): string {
  return linkTo(markdownCode(shortOid(oid)), `${uri}/commit/${oid}`);
}

/** A branch as code that leads to its tree. */
export function branchLink({ uri }: RepositoryFacts, branch: string): string {
  return linkTo(markdownCode(branch), `${uri}/tree/${branch}`);
}

/** The clause that ends a note about what a document has no room for. */
export function elsewhereIn(run: ForgeRun): string {
  return `the summary of ${runLink(run)} has them all`;
}

/** An alert that GitHub draws with a colour and a word. `sentences` are of ours or escaped before. */
export function alert(
  kind: 'NOTE' | 'IMPORTANT' | 'WARNING' | 'CAUTION',
  sentences: readonly string[],
): string {
  if (sentences.length === 0) return '';
  const bullet = sentences.length > 1 ? '- ' : '';
  return [`> [!${kind}]`, ...sentences.map((sentence) => `> ${bullet}${sentence}`)].join('\n');
}

/** As {@link markdownText}, with the first letter raised. */
export function sentenceText(text: string): string {
  return markdownText(text === '' ? '' : text[0]!.toUpperCase() + text.slice(1));
}
