import { tokensOf, type RunResult } from '@sluice/model';
import { html, type Html } from './html-text.ts';
import type { MarkdownSection } from './markdown-budget.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { plainShort, wrap } from './plain-text.ts';
import { count, groupDigits } from './words.ts';

type Model = NonNullable<RunResult['model']>;
type Resolution = Model['resolutions'][number];

const SHOWN = { lines: 8, page: 100 };
const WIDTH = 400;

/** One thing that is told of a model: who it is about, in words of ours, and what others say, as a text of theirs. */
interface Remark {
  readonly branches: readonly string[];
  readonly text: string;
  /** Where it is to be found; a name of ours. */
  readonly at?: string;
}

/** What a language model was asked and what came of it, as Markdown. */
export function modelMarkdown({ model }: RunResult): MarkdownSection {
  const items =
    model === null
      ? []
      : remarks(model).map((remark) => {
          const names = remark.branches.map(markdownCode).join(' and ');
          return `- ${names === '' ? '' : `${names}: `}${remarkMarkdown(remark)}`;
        });
  const tail = model === null ? '' : markdownText(spentSentence(model));
  return { head: '### Language model', items, separator: '\n', noun: 'remarks', tail };
}

function remarkMarkdown({ text, at }: Remark): string {
  const place = at === undefined ? '' : `offered as ${markdownCode(plainShort(at, WIDTH))}: `;
  return `${place}${markdownText(plainShort(text, WIDTH))}`;
}

function remarkText({ text, at }: Remark): string {
  return `${at === undefined ? '' : `offered as ${plainShort(at, WIDTH)}: `}${plainShort(text, WIDTH)}`;
}

/** What a language model made of one branch, as Markdown. */
export function branchModelMarkdown({ model }: RunResult, name: string): MarkdownSection {
  const about = model === null ? [] : remarks(model).filter(({ branches }) => branches.includes(name));
  const items = about.map((remark) => `- ${remarkMarkdown(remark)}`);
  return { head: 'From a language model:', items, separator: '\n', noun: 'remarks', tail: '' };
}

/** The same for a terminal: a title, and a line for each; null where the policy wants no model. */
export function modelLines(
  { model }: RunResult,
  width: number,
): { readonly title: string; readonly lines: string[] } | null {
  if (model === null) return null;
  const all = remarks(model);
  const texts = all.slice(0, SHOWN.lines).map((remark) => {
    const names = remark.branches.map((name) => plainShort(name, 60)).join(' and ');
    return `${names === '' ? '' : `${names}: `}${remarkText(remark)}`;
  });
  const more = all.length - SHOWN.lines;
  const lines = [
    spentSentence(model),
    ...texts,
    ...(more > 0 ? [`${count(more, 'more remark', 'more remarks')} in the other reports`] : []),
  ];
  return {
    title: 'Language model',
    lines: lines.flatMap((line) =>
      wrap(line, width - 4).map((part, i) => (i === 0 ? `  ${part}` : `    ${part}`)),
    ),
  };
}

/** The same as a part of the page. */
export function modelSection({ model }: RunResult): Html | null {
  if (model === null) return null;
  const items = remarks(model)
    .slice(0, SHOWN.page)
    .map(
      (remark) =>
        html`<li>
          ${remark.branches.map((name) => html`<code>${plainShort(name, 120)}</code> `)}${remarkText(remark)}
        </li>`,
    );
  return html`<section id="model" aria-labelledby="model-title">
    <h2 id="model-title">Language model</h2>
    <p class="lead">${spentSentence(model)}</p>
    <ul>
      ${items}
    </ul>
  </section>`;
}

/** What a language model made of one branch; empty where it has nothing to do with it. */
export function modelWords({ model }: RunResult, name: string): string {
  const about = model === null ? [] : remarks(model).filter(({ branches }) => branches.includes(name));
  if (about.length === 0) return '';
  return `From the language model ${plainShort(model!.name, 60)}:\n${about.map((remark) => `  ${remarkText(remark)}`).join('\n')}`;
}

/** What was asked and spent, or why nothing was. */
export function spentSentence({ name, skipped, questions, tokens, cost }: Model): string {
  const shown = plainShort(name, 60);
  if (questions === 0)
    return `${shown} was not asked: ${plainShort(skipped === '' ? 'there was nothing to ask' : skipped, WIDTH)}.`;
  const price = cost === null ? '' : `, ${cost.toFixed(2)} US dollars`;
  const spent = `${shown} was asked ${count(questions, 'question', 'questions')}: ${groupDigits(tokensOf(tokens))} tokens${price}.`;
  return skipped === '' ? spent : `${spent} Then no more: ${plainShort(skipped, WIDTH)}.`;
}

/** The gravest first: what a person should be warned of, what is offered, what two may be doing at once, the rest. */
function remarks(model: Model): Remark[] {
  const offered = model.resolutions.filter(({ candidate }) => candidate !== '');
  const dropped = model.resolutions.filter(({ candidate }) => candidate === '');
  return [
    ...model.suspicious.map(({ branch, quote }) => ({
      branches: [branch],
      text: `it holds text that seems to be meant for a language model: “${plainShort(quote, 160)}”`,
    })),
    ...offered.map((resolution) => ({
      branches: [resolution.branch],
      text: offerWords(resolution),
      at: resolution.ref === '' ? resolution.candidate : resolution.ref,
    })),
    ...model.sameWork.map(({ branches, shared }) => ({
      branches,
      text: `they may be the same work (${shared.slice(0, 5).join(', ')}); nothing follows from it unless the policy says so: ${confirmation(branches)}`,
    })),
    ...dropped.map(({ branch, strategy, dropped: why }) => ({
      branches: [branch],
      text: `no resolution (${strategy}): ${why.slice(0, 3).join('; ')}`,
    })),
    ...model.notAsked.map(({ branch, why }) => ({ branches: [branch], text: `not asked: ${why}` })),
    ...model.intents.map(({ branch, wants, confidence }) => ({
      branches: [branch],
      text: `wants, as the model reads it (confidence ${confidence}): ${wants}`,
    })),
  ];
}

/** What a person writes into the policy to tie them. */
function confirmation(branches: readonly string[]): string {
  const written = branches.map((name) => (/^[\w./-]+$/.test(name) ? name : JSON.stringify(name)));
  return `same-work: [[${written.join(', ')}]]`;
}

function offerWords({ strategy, why, leftOut, glue, documents }: Resolution): string {
  const parts = [
    `a resolution (${strategy}); read it before you land it`,
    ...(why === '' ? [] : [why]),
    ...leftOut.map((each) => `left out: ${each}`),
    ...glue.map((each) => `glue in ${each.path}: ${each.why}`),
    ...documents.map((each) => `corrected ${each.path}: ${each.why}`),
  ];
  return parts.map((part) => part.replace(/\.$/, '')).join('. ');
}
