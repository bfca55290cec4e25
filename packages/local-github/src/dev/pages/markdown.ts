// Markdown of job summaries, checks and pull requests, as far as these use it, with every text escaped. HTML in it is
// shown as text, but for `<details>`, `<summary>`, `<br>` and comments, which say how a text is laid out.
import { inline } from './markdown-inline.ts';
import { html, type Html } from './html.ts';

const MAX_DEPTH = 8;
const FENCE = /^\s{0,3}(`{3,}|~{3,})\s*([\w-]*)\s*$/;
const LIST = /^(\s*)(?:[-*+]|\d{1,4}[.)])\s+(.*)$/;
const TABLE_RULE = /^\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?$/;

/** Blocks of a text; `text` may be anything. */
export function markdown(text: string): Html {
  return html`<div class="md">${blocks(text.replaceAll('\r\n', '\n').split('\n'), 0)}</div>`;
}

function blocks(lines: readonly string[], depth: number): Html[] {
  const out: Html[] = [];
  let at = 0;
  while (at < lines.length) {
    const { block, next } = blockAt(lines, at, depth);
    if (block) out.push(block);
    at = next;
  }
  return out;
}

interface Block {
  readonly block: Html | null;
  readonly next: number;
}

function blockAt(lines: readonly string[], at: number, depth: number): Block {
  const line = lines[at]!;
  if (line.trim() === '') return { block: null, next: at + 1 };
  const fence = FENCE.exec(line);
  if (fence) return fenced(lines, at, { mark: fence[1]!, language: fence[2]! });
  if (line.startsWith('<!--')) return comment(lines, at);
  if (/^\s*<details(?: open)?>/.test(line) && depth < MAX_DEPTH) return details(lines, at, depth);
  const heading = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
  if (heading) return { block: headingOf(heading[1]!.length, heading[2]!), next: at + 1 };
  if (/^\s*(?:[-*_]\s*){3,}$/.test(line)) return { block: html`<hr />`, next: at + 1 };
  if (line.includes('|') && TABLE_RULE.test(lines[at + 1] ?? '')) return table(lines, at);
  if (/^\s{0,3}>/.test(line) && depth < MAX_DEPTH) return quote(lines, at, depth);
  if (LIST.test(line)) return list(lines, at);
  return paragraph(lines, at);
}

function headingOf(level: number, text: string): Html {
  if (level <= 2) return html`<h3>${inline(text)}</h3>`;
  return level === 3 ? html`<h4>${inline(text)}</h4>` : html`<h5>${inline(text)}</h5>`;
}

/** Diagrams would need a program to draw them: their text is folded. */
function fenced(lines: readonly string[], at: number, fence: { mark: string; language: string }): Block {
  const rest = lines.slice(at + 1);
  const found = rest.findIndex((line) => line.trim().startsWith(fence.mark) && /^\s*[`~]+\s*$/.test(line));
  const length = found < 0 ? rest.length : found;
  const code = html`<pre>${rest.slice(0, length).join('\n')}</pre>`;
  const isDiagram = fence.language === 'mermaid';
  const block = isDiagram
    ? html`<details class="machine">
        <summary>Diagram, as its source for Mermaid</summary>
        ${code}
      </details>`
    : code;
  return { block, next: at + length + 2 };
}

/** Comments hold what machines read: shown, but folded. */
function comment(lines: readonly string[], at: number): Block {
  const rest = lines.slice(at);
  const found = rest.findIndex((line) => line.includes('-->'));
  const length = found < 0 ? rest.length : found + 1;
  const text = rest.slice(0, length).join('\n');
  const block = html`<details class="machine">
    <summary>For machines</summary>
    <pre>${text}</pre>
  </details>`;
  return { block, next: at + length };
}

function details(lines: readonly string[], at: number, depth: number): Block {
  let open = 0;
  let end = at;
  for (; end < lines.length; end += 1) {
    open += (lines[end]!.match(/<details(?: open)?>/g) ?? []).length;
    open -= (lines[end]!.match(/<\/details>/g) ?? []).length;
    if (open <= 0) break;
  }
  const inner = lines
    .slice(at, end + 1)
    .join('\n')
    .replace(/^\s*<details(?: open)?>/, '')
    .replace(/<\/details>\s*$/, '');
  const summary = /^\s*<summary>([\s\S]*?)<\/summary>/.exec(inner);
  const body = inner.slice(summary?.[0].length ?? 0);
  const head = inline(summary?.[1] ?? 'Details');
  const block = html`<details>
    <summary>${head}</summary>
    ${blocks(body.split('\n'), depth + 1)}
  </details>`;
  return { block, next: end + 1 };
}

function table(lines: readonly string[], at: number): Block {
  const end = lines.findIndex((line, i) => i > at + 1 && !line.includes('|'));
  const rows = lines.slice(at + 2, end < 0 ? lines.length : end);
  const head = cells(lines[at]!).map((cell) => html`<th scope="col">${inline(cell)}</th>`);
  const body = rows.map(
    (row) =>
      html`<tr>
        ${cells(row).map((cell) => html`<td>${inline(cell)}</td>`)}
      </tr>`,
  );
  const block = html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>
  </div>`;
  return { block, next: at + 2 + rows.length };
}

/** `\|` is no border, nor is one inside a code span. */
function cells(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const parts = inner.match(/(?:`[^`]*`|\\.|[^|\\`]|[\\`])+|(?<=\|)(?=\|)/g) ?? [''];
  return parts.map((part) => part.trim().replaceAll('\\|', '|'));
}

function quote(lines: readonly string[], at: number, depth: number): Block {
  const end = lines.findIndex((line, i) => i > at && !/^\s{0,3}>/.test(line));
  const inner = lines.slice(at, end < 0 ? lines.length : end);
  const text = inner.map((line) => line.replace(/^\s{0,3}> ?/, ''));
  const kind = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]$/.exec(text[0]?.trim() ?? '')?.[1];
  const body = blocks(kind === undefined ? text : text.slice(1), depth + 1);
  const loud = kind === 'WARNING' || kind === 'CAUTION';
  const block = loud
    ? html`<blockquote class="loud">${body}</blockquote>`
    : html`<blockquote>${body}</blockquote>`;
  return { block, next: at + inner.length };
}

/** One level: deeper ones are indented as much as they were. */
function list(lines: readonly string[], at: number): Block {
  const items: { depth: number; text: string }[] = [];
  let next = at;
  for (; next < lines.length; next += 1) {
    const line = lines[next]!;
    const item = LIST.exec(line);
    if (item) items.push({ depth: Math.min(4, Math.floor(item[1]!.length / 2)), text: item[2]! });
    else if (/^\s{2,}\S/.test(line) && items.length > 0) items.at(-1)!.text += `\n${line.trim()}`;
    else break;
  }
  const shown = items.map(({ depth, text }) => html`<li class="in${depth}">${inline(text)}</li>`);
  const ordered = /^\s*\d/.test(lines[at]!);
  return {
    block: ordered
      ? html`<ol>
          ${shown}
        </ol>`
      : html`<ul>
          ${shown}
        </ul>`,
    next,
  };
}

function paragraph(lines: readonly string[], at: number): Block {
  const isNext = (line: string): boolean =>
    line.trim() === '' ||
    FENCE.test(line) ||
    /^(?:#{1,6}\s|\s{0,3}>|<!--|\s*<\/?details)/.test(line) ||
    LIST.test(line);
  const end = lines.findIndex((line, i) => i > at && isNext(line));
  const next = end < 0 ? lines.length : end;
  return { block: html`<p>${inline(lines.slice(at, next).join('\n'))}</p>`, next };
}
