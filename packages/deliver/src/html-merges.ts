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
      <code>${plainShort(file.path, 200)}</code>
      <span class="muted">of ${plainShort(file.branch, 100)}: ${mergeSentence(file)}</span>
    </summary>
    ${sides(file)}
  </details>`;
}

function sides(file: MergedFileResult): Html {
  const [first, ...others] = file.regions;
  const rows = file.regions.map(
    ({ line, ours, result, theirs }) =>
      html`<tr>
        <td>${block(ours)}</td>
        <td>${others.length === 0 ? null : html`<p class="muted">line ${line}</p>`}${block(result)}</td>
        <td>${block(theirs)}</td>
      </tr>`,
  );
  const lost = lossCount(file) === 0 ? [] : [losses(file)];
  const place = first && others.length === 0 ? html`, line ${first.line}` : null;
  return scrollTable([...rows, ...lost], {
    label: 'Contended places of a file',
    kind: 'sides',
    columns: ['Before', { title: html`Result${place}` }, plainShort(file.branch, 60)],
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

function losses({ lost: { ours, theirs } }: MergedFileResult): Html {
  return html`<tr>
    <td>${lostLines(ours)}</td>
    <td></td>
    <td>${lostLines(theirs)}</td>
  </tr>`;
}

function lostLines(lines: readonly string[]): Html | null {
  if (lines.length === 0) return null;
  return html`<p class="muted">Not in the result</p>
    <ul class="plain lost">
      ${lines.slice(0, LOST_SHOWN).map((line) => html`<li><code>${plainShort(line, LINE_WIDTH)}</code></li>`)}
    </ul>`;
}
