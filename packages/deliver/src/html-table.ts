import { html, type Html } from './html-text.ts';

/** A column by its title; `isNumber`: to the right, like what stands in it. */
export type Column = string | { readonly title: string | Html; readonly isNumber?: boolean };

/** A table that scrolls by itself where it is wider than the page, by keyboard too. */
export function scrollTable(
  rows: readonly Html[],
  { label, columns, kind = '' }: { label: string; columns: readonly Column[]; kind?: string },
): Html {
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table${kind === '' ? null : html` class="${kind}"`}>
      <thead>
        <tr>
          ${columns.map(headCell)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function headCell(column: Column): Html {
  const { title, isNumber = false } = typeof column === 'string' ? { title: column } : column;
  return html`<th scope="col" ${isNumber ? html` class="number"` : null}>${title}</th>`;
}
