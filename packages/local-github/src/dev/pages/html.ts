declare const markup: unique symbol;
/** HTML that was written here, with every text in it escaped; made by {@link html} alone. */
export interface Html {
  readonly [markup]: true;
  readonly source: string;
}

type Part = string | number | Html | readonly Html[] | null;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
/** What cannot be seen, or changes how its surroundings are seen (bidirectional characters): spelled out. */
const UNSEEN = /(?![\n\t])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u2800\u3164\uffa0]/gu;

/** A template in which texts are escaped and only {@link Html} stays as it is; null is nothing. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return wrap(strings.map((text, i) => text + (i < parts.length ? render(parts[i]!) : '')).join(''));
}

/** Untrusted text for element content and quoted attributes. */
export function escapeText(text: string): string {
  const seen = text.replace(UNSEEN, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
  return seen.replace(/[&<>"']/g, (char) => ENTITIES[char]!);
}

/** A style sheet of ours. */
export function styleSheet(css: string): Html {
  return wrap(`<style>${css}</style>`);
}

function render(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string') return escapeText(part);
  if (typeof part === 'number') return String(part);
  if ('source' in part) return part.source;
  return part.map((each) => each.source).join('\n');
}

function wrap(source: string): Html {
  return { source } as Html;
}
