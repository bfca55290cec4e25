import { SUPPLY_FINDINGS, SUPPLY_SEVERITIES, type RunResult, type SupplySeverity } from '@sluice/model';
import { scrollTable } from './html-table.ts';
import { html, type Html } from './html-text.ts';
import type { MarkdownSection } from './markdown-budget.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import { plainShort, wrap } from './plain-text.ts';
import { count, countBranches, groupDigits, listSome } from './words.ts';

type Finding = RunResult['supply'][number];

const SHOWN: Record<'lines' | 'page', number> = { lines: 12, page: 200 };
const WIDTH = 200;

/** What a severity means for the branches. */
const SEVERITY_TITLES: Record<SupplySeverity, string> = {
  hold: 'holds',
  warn: 'look at it',
  note: 'to know',
};

/** What branches do to dependencies, the gravest first, in the report as Markdown. */
export function supplyMarkdown(result: RunResult): MarkdownSection {
  const items = gravestFirst(result).map((finding) => {
    const what = finding.name === '' ? '' : ` ${markdownCode(plainShort(finding.name, 80))}`;
    const who = finding.branches.slice(0, 4).map(markdownCode).join(', ');
    const more = finding.branches.length > 4 ? ` and ${finding.branches.length - 4} more` : '';
    return (
      `- **${SEVERITY_TITLES[finding.severity]}** (${finding.kind})${what} in ${markdownCode(finding.path)}, by ${who}${more}: ` +
      `${SUPPLY_FINDINGS[finding.kind][1]} ${markdownText(plainShort(finding.detail, WIDTH))}`
    );
  });
  return { head: '### Dependencies', items, separator: '\n', noun: 'findings', tail: '' };
}

/** The same for a terminal: a title with their number, and a line for each; nothing where there is none. */
export function supplyLines(
  result: RunResult,
  width: number,
): { readonly title: string; readonly lines: string[] } | null {
  const all = gravestFirst(result);
  if (all.length === 0) return null;
  const shown = all.slice(0, SHOWN.lines).flatMap((finding) => {
    const what = [finding.name, finding.path]
      .filter((text) => text !== '')
      .map((text) => plainShort(text, 60));
    const who = listSome(
      finding.branches.slice(0, 100).map((name) => plainShort(name, 60)),
      3,
    );
    const text = `${finding.kind} (${SEVERITY_TITLES[finding.severity]}): ${what.join(' in ')}, by ${who}. ${plainShort(finding.detail, WIDTH)}`;
    return wrap(text, width - 4).map((line, i) => (i === 0 ? `  ${line}` : `    ${line}`));
  });
  const more = all.length - SHOWN.lines;
  return {
    title: `Dependencies ${groupDigits(all.length)}`,
    lines: [
      ...shown,
      ...(more > 0 ? [`  and ${count(more, 'more finding', 'more findings')} in the other reports`] : []),
    ],
  };
}

/** The same as a part of the page. */
export function supplySection(result: RunResult): Html | null {
  const all = gravestFirst(result);
  if (all.length === 0) return null;
  const more = all.length - SHOWN.page;
  const rows = all.slice(0, SHOWN.page).map(
    (finding) =>
      html`<tr>
        <th scope="row">
          <code>${plainShort(finding.name === '' ? finding.path : finding.name, 120)}</code>
        </th>
        <td title="${SUPPLY_FINDINGS[finding.kind][1]}">
          ${finding.kind}
          <span class="pill ${finding.severity === 'hold' ? 'bad' : 'part'}"
            >${SEVERITY_TITLES[finding.severity]}</span
          >
        </td>
        <td>${plainShort(finding.detail, 400)} <code>${plainShort(finding.path, 200)}</code></td>
        <td>
          ${finding.branches.length > 3 ? countBranches(finding.branches.length) : finding.branches.map((name) => html`<code>${plainShort(name, 120)}</code> `)}
        </td>
      </tr>`,
  );
  return html`<section id="dependencies" aria-labelledby="dependencies-title">
    <h2 id="dependencies-title">Dependencies</h2>
    <p class="lead">What branches do to manifests and lockfiles that deserves a look.</p>
    ${scrollTable(rows, {
      label: 'Findings in manifests and lockfiles',
      columns: ['Package', 'Finding', 'What stands there', 'By'],
    })}
    ${more > 0 ? html`<p class="muted">${count(more, 'more finding is', 'more findings are')} in the JSON result.</p>` : null}
  </section>`;
}

function gravestFirst({ supply }: RunResult): readonly Finding[] {
  return supply.toSorted(
    (a, b) => SUPPLY_SEVERITIES.indexOf(b.severity) - SUPPLY_SEVERITIES.indexOf(a.severity),
  );
}
