import { createHash } from 'node:crypto';
import type { Answer } from '../../hub/http/answer.ts';
import { html, styleSheet, type Html } from './html.ts';
import { STYLE } from './style.ts';

export interface Page {
  readonly title: string;
  readonly body: Html;
  readonly status?: number;
  /** Whether something on it runs still: it loads itself again. */
  readonly live?: boolean;
}

const SECONDS = 3;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
/** Nothing runs, nothing is loaded: markup of others that got in would be dead. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** One whole page, without anything from elsewhere and without a script. */
export function pageAnswer(page: Page, repository: string): Answer {
  return {
    status: page.status ?? 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
    bytes: Buffer.from(layout(page, repository).source),
  };
}

function layout({ title, body, live = false }: Page, repository: string): Html {
  const refresh = live ? html`<meta http-equiv="refresh" content="${SECONDS}" />` : null;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${refresh}
        <title>${title} · Sluice dev</title>
        ${styleSheet(STYLE)}
      </head>
      <body>
        <header class="top">
          <div>
            <a class="brand" href="/">${repository} <span>on the local GitHub</span></a>
            <nav aria-label="Pages">
              <a href="/${repository}/actions">Runs</a><a href="/${repository}/pulls">Pull requests</a
              ><a href="/${repository}/branches">Branches</a>
            </nav>
          </div>
        </header>
        <main>${body}</main>
        <footer>
          Made by <code>sluice dev</code> on this machine. Times are
          UTC.${live ? html` Something runs: this page loads itself again every ${SECONDS} seconds.` : null}
        </footer>
      </body>
    </html> `;
}
