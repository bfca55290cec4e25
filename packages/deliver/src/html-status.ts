import { STATUSES, type Status } from '@sluice/model';
import { html, type Html } from './html-text.ts';
import { STATUS_TITLES } from './words.ts';

/** Each status has a shape of its own: colour is never the only sign. */
const SHAPES: Record<Status, Html> = {
  landed: html`<circle cx="8" cy="8" r="8" class="fill" /><path d="M4.4 8.3l2.4 2.4 4.8-5" class="cut" />`,
  planned: html`<circle cx="8" cy="8" r="6.9" class="ring" /><circle cx="8" cy="8" r="3" class="fill" />`,
  held: html`<circle cx="8" cy="8" r="8" class="fill" /><path d="M6.1 5v6M9.9 5v6" class="cut" />`,
  rejected: html`<rect x="0.5" y="0.5" width="15" height="15" rx="3.5" class="fill" /><path
      d="M5.2 5.2l5.6 5.6M10.8 5.2l-5.6 5.6"
      class="cut"
    />`,
  excluded: html`<circle cx="8" cy="8" r="6.9" class="ring" /><path d="M5 8h6" class="stroke" />`,
};

/** Defines the shapes once per page. */
export function statusSymbols(): Html {
  const symbols = STATUSES.map(
    (status) => html`<symbol id="mark-${status}" viewBox="0 0 16 16">${SHAPES[status]}</symbol>`,
  );
  return html`<svg class="symbols" aria-hidden="true" focusable="false">${symbols}</svg>`;
}

export function statusMark(status: Status): Html {
  return html`<svg class="mark s-${status}" viewBox="0 0 16 16" aria-hidden="true">
    <use href="#mark-${status}" />
  </svg>`;
}

export function statusChip(status: Status): Html {
  return html`<span class="chip s-${status}">${statusMark(status)}${STATUS_TITLES[status]}</span>`;
}
