import { html, type Html } from './html.ts';

/** One thing inside a line. Bounded, so that no text makes it slow. */
const TOKEN =
  /(?<code>`{1,3})(?<inside>[^\n]{1,2000}?)\k<code>(?!`)|\*\*(?<bold>[^*\n]{1,500})\*\*|(?<![\w\\])_(?<italic>[^_\n]{1,500})_(?!\w)|(?<!!)\[(?<label>[^[\]\n]{1,300})\]\((?<url>[^()\s]{1,2000})\)|<(?<element>br|\/?sub|\/?sup|\/?b|\/?code|\/?strong) ?\/?>|\\(?<escaped>[!-/:-@[-`{-~])|&(?<entity>lt|gt|amp|quot|nbsp|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});/g;

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', nbsp: '\u00a0' };

/** Code, bold, italic and links in one line; everything else is text. */
export function inline(text: string): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) parts.push(html`${text.slice(at, match.index)}`);
    parts.push(tokenOf(match.groups!, match[0]));
    at = match.index + match[0].length;
  }
  parts.push(html`${text.slice(at)}`);
  return join(parts);
}

function tokenOf(found: Readonly<Record<string, string | undefined>>, whole: string): Html {
  if (found['inside'] !== undefined) return html`<code>${found['inside'].trim() || ' '}</code>`;
  if (found['bold'] !== undefined) return html`<strong>${inline(found['bold'])}</strong>`;
  if (found['italic'] !== undefined) return html`<em>${inline(found['italic'])}</em>`;
  if (found['label'] !== undefined) return linkOf(found['label'], found['url']!);
  if (found['element'] !== undefined) return found['element'] === 'br' ? html`<br />` : html``;
  if (found['escaped'] !== undefined) return html`${found['escaped']}`;
  return html`${decoded(found['entity']!) ?? whole}`;
}

/** Only to web addresses; the text of any other stays readable. */
function linkOf(label: string, url: string): Html {
  if (!/^https?:\/\/[^\s"'<>]+$/i.test(url)) return html`${inline(label)} (${url})`;
  return html`<a href="${url}" rel="noreferrer noopener nofollow">${inline(label)}</a>`;
}

function decoded(entity: string): string | null {
  const named = NAMED[entity];
  if (named !== undefined) return named;
  const hex = /^#[xX]/.test(entity);
  const code = hex ? Number.parseInt(entity.slice(2), 16) : Number(entity.slice(1));
  return code > 0 && code <= 0x10_ffff ? String.fromCodePoint(code) : null;
}

function join(parts: readonly Html[]): Html {
  return parts.reduce((done, part) => html`${done}${part}`, html``);
}
