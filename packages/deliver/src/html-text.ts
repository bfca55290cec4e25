import { plainText } from './plain-text.ts';

declare const markup: unique symbol;
/** HTML that was written here, with every text in it escaped; made by {@link html} alone. */
export type Html = { readonly [markup]: true; readonly source: string };

type Part = string | number | Html | readonly Html[] | null;

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Untrusted text for element content and quoted attributes. */
export function htmlText(text: string): string {
  return escapeMarkup(plainText(text));
}

function escapeMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

/** A template in which texts are escaped and only {@link Html} stays as it is; null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return wrapMarkup(strings.map((text, i) => text + (i < parts.length ? render(parts[i]!) : '')).join(''));
}

/** Text of several lines that {@link plainText} would join; it must be harmless already. */
export function htmlLines(harmless: string): Html {
  return wrapMarkup(escapeMarkup(harmless));
}

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return htmlText(part);
  if (typeof part === 'number') return String(part);
  if ('source' in part) return part.source;
  return part.map((each) => each.source).join('\n');
}

function wrapMarkup(source: string): Html {
  return { source } as Html;
}

/** A style sheet of ours. */
export function htmlStyle(css: string): Html {
  return wrapMarkup(`<style>${css}</style>`);
}
