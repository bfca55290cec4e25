import type { RunResult } from '@sluice/model';
import { html, type Html } from './html-text.ts';
import type { MarkdownSection } from './markdown-budget.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { plainShort, wrap } from './plain-text.ts';
import { count, groupDigits, listSome } from './words.ts';

type HintOfResult = RunResult['hints'][number];

const SHOWN: Record<'lines' | 'page', number> = { lines: 6, page: 200 };
const WIDTH = 240;
const LEAD =
  'Symbols that one branch defines or changes and another one uses. None of them was kept back for this.';

/** Where branches meet at a symbol and land all the same, as Markdown. */
export function hintsMarkdown({ hints }: RunResult): MarkdownSection {
  const items = hints.map(
    (hint) => `- ${markdownText(plainShort(hint.detail, WIDTH))} (${whoMarkdown(hint)})`,
  );
  return { head: '### To look at: shared symbols', items, separator: '\n', noun: 'hints', tail: '' };
}

/** The same for a terminal: a title with their number, and a line for each; nothing where there is none. */
export function hintLines(
  { hints }: RunResult,
  width: number,
): { readonly title: string; readonly lines: string[] } | null {
  if (hints.length === 0) return null;
  const lines = hints.slice(0, SHOWN.lines).flatMap((hint) => {
    const text = `${plainShort(hint.detail, WIDTH)} (${whoPlain(hint)})`;
    return wrap(text, width - 4).map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`));
  });
  const more = hints.length - SHOWN.lines;
  const rest = more > 0 ? [`  and ${count(more, 'more', 'more')} in the other reports`] : [];
  return { title: `Shared symbols ${groupDigits(hints.length)}`, lines: [...lines, ...rest] };
}

/** The same as a part of the page. */
export function hintsSection({ hints }: RunResult): Html | null {
  if (hints.length === 0) return null;
  const more = hints.length - SHOWN.page;
  const items = hints
    .slice(0, SHOWN.page)
    .map(
      (hint) => html`<li>${plainShort(hint.detail, 400)} <span class="muted">${whoPlain(hint)}</span></li>`,
    );
  return html`<section id="symbols" aria-labelledby="symbols-title">
    <h2 id="symbols-title">Shared symbols</h2>
    <p class="lead">${LEAD}</p>
    <ul>
      ${items}
    </ul>
    ${more > 0 ? html`<p class="muted">${count(more, 'more hint is', 'more hints are')} in the JSON result.</p>` : null}
  </section>`;
}

function whoMarkdown({ definers, users }: HintOfResult): string {
  return joined(definers.slice(0, 4).map(markdownCode), users.slice(0, 4).map(markdownCode), [
    definers.length,
    users.length,
  ]);
}

function whoPlain({ definers, users }: HintOfResult): string {
  const some = (names: readonly string[]): string =>
    listSome(
      names.slice(0, 100).map((name) => plainShort(name, 60)),
      3,
    );
  return users.length === 0 ? some(definers) : `${some(definers)}, then ${some(users)}`;
}

function joined(
  definers: readonly string[],
  users: readonly string[],
  [allDefiners, allUsers]: readonly [number, number],
): string {
  const some = (names: readonly string[], all: number): string =>
    names.join(', ') + (all > names.length ? ` and ${all - names.length} more` : '');
  const first = some(definers, allDefiners);
  return users.length === 0 ? first : `${first}, then ${some(users, allUsers)}`;
}
