import { CONFLICT_KINDS, METHODS } from '@sluice/model';
import { scrollTable } from './html-table.ts';
import { html, htmlLines, type Html } from './html-text.ts';
import { hasStory, lossCount, mergeSentence, type MergedFileResult } from './merged-file-text.ts';
import { clip, plainLog, plainShort } from './plain-text.ts';
import { count } from './words.ts';

/** Of one candidate; the rest is in the JSON result. */
const FILES_SHOWN = 20;
const LINES_SHOWN = 30;
const LINE_WIDTH = 200;
const LOST_SHOWN = 40;

/** Each contended file of a candidate with both sides, what was made of them, and what each side lost. */
export function mergeFolds(files: readonly MergedFileResult[], open: boolean): Html | null {
  const told = files.filter(hasStory);
  if (told.length === 0) return null;
  const more = told.length - FILES_SHOWN;
  return html`<div class="merges">
    ${told.slice(0, FILES_SHOWN).map((file, i) => mergeFold(file, open && i < 3))}
    ${more > 0 ? html`<p class="muted">${count(more, 'more file is', 'more files are')} in the JSON result.</p>` : null}
  </div>`;
}

function mergeFold(file: MergedFileResult, open: boolean): Html {
  const title = `${CONFLICT_KINDS[file.conflict]} ${METHODS[file.method]}`;
  return html`<details class="merge" ${open ? html` open` : null}>
    <summary title="${title}">
      <code>${plainShort(file.path, 200)}</code> <span class="muted">${mergeSentence(file)}</span>
    </summary>
    ${file.regions.length === 0 ? null : sides(file)} ${lossCount(file) === 0 ? null : losses(file)}
  </details>`;
}

function sides(file: MergedFileResult): Html {
  const rows = file.regions.map(
    (region) =>
      html`<tr>
        ${[region.ours, region.result, region.theirs].map((text) => html`<td>${block(text)}</td>`)}
      </tr>`,
  );
  const line = file.regions.length === 1 ? html`, line ${file.regions[0]!.line}` : null;
  return scrollTable(rows, {
    label: 'Contended places of a file',
    kind: 'sides',
    columns: ['Before', { title: html`Result${line}` }, plainShort(file.branch, 60)],
  });
}

function block(text: string): Html {
  if (text === '') return html`<span class="muted">nothing</span>`;
  const lines = plainLog(text.slice(0, LINES_SHOWN * LINE_WIDTH * 2)).split('\n');
  return html`<pre>
${htmlLines(
      lines
        .slice(0, LINES_SHOWN)
        .map((line) => clip(line, LINE_WIDTH))
        .join('\n'),
    )}</pre>`;
}

function losses({ lost, branch }: MergedFileResult): Html {
  const parts = [
    ['Not in the result, of what was there before', lost.ours],
    [`Not in the result, of ${branch}`, lost.theirs],
  ] as const;
  return html`${parts
    .filter(([, lines]) => lines.length > 0)
    .map(
      ([title, lines]) =>
        html`<p class="muted">${plainShort(title, 200)}</p>
          <ul class="plain lost">
            ${lines.slice(0, LOST_SHOWN).map((line) => html`<li><code>${plainShort(line, LINE_WIDTH)}</code></li>`)}
          </ul>`,
    )}`;
}
