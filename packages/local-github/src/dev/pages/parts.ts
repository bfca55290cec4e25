// Pieces that several pages share.
import { html, type Html } from './html.ts';

/** How something stands: what runs, and how it ended. */
export interface Standing {
  readonly status: string;
  readonly conclusion: string | null;
}

const TONES: Readonly<Record<string, 'good' | 'bad' | 'busy' | 'idle'>> = {
  success: 'good',
  open: 'good',
  merged: 'good',
  failure: 'bad',
  timed_out: 'bad',
  closed: 'bad',
  // A person has to look; nothing went wrong.
  action_required: 'busy',
  in_progress: 'busy',
};

export function chip({ status, conclusion }: Standing): Html {
  const word = conclusion ?? status;
  return html`<span class="chip ${TONES[word] ?? 'idle'}">${word.replaceAll('_', ' ')}</span>`;
}

/** `4 s`, `2 min 5 s`. */
export function duration(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** Time of the day in UTC, with the date for programs. */
export function time(at: Date): Html {
  const text = at.toISOString();
  return html`<time datetime="${text}">${text.slice(11, 19)}</time>`;
}

export function rows(items: readonly Html[], empty: Html): Html {
  return items.length === 0
    ? html`<p class="card empty">${empty}</p>`
    : html`<ul class="rows">
        ${items}
      </ul>`;
}

export interface Row {
  readonly standing: Standing;
  readonly href: string | null;
  readonly title: string;
  readonly more: Html;
  readonly number: Html;
}

export function row({ standing, href, title, more, number }: Row): Html {
  const name = href === null ? html`${title}` : html`<a class="title" href="${href}">${title}</a>`;
  return html`<li>
    ${chip(standing)}
    <div>${name}<span class="more">${more}</span></div>
    <span class="number">${number}</span>
  </li>`;
}

/** The parts of a path, each one made harmless; `/` stays where a branch name has one. */
export function hrefOf(repository: string, ...parts: readonly (string | number)[]): string {
  const encode = (part: string | number): string => encodeURIComponent(String(part)).replaceAll('%2F', '/');
  return `/${repository}/${parts.map(encode).join('/')}`;
}
