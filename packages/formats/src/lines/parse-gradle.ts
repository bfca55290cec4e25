import { joinVersion } from '../dependencies/join-version.ts';
import type { Join } from '../tree/merge-parts.ts';
import { countedKeys, group, leaf, type Group, type Part } from '../tree/part.ts';

const BLOCK = { kind: 'list', separator: '', trailing: false, named: true } as const;
/** Blocks in which the order of lines says nothing. */
const UNORDERED = /^(?:dependencies|constraints|dependencyManagement|plugins|repositories|imports|ext)\s*\{$/;
/** The brace at the end of a line, and what a closure calls its arguments. */
const OPENING = /\{(?:\s*[\w$]+(?:,\s*[\w$]+){0,5}\s*->)?$/;
const VERSION = /(["':@])(v?\d+(?:\.\d+)+[\w.+-]*)(?=["'@])/;

interface Block {
  readonly lead: string;
  readonly head: string;
  readonly said: string;
  readonly parts: Part[];
}

/** A Gradle script as blocks of lines; null where a brace is not at the end of a line or alone on one. */
export function parseGradle(text: string): Group | null {
  const stack: Block[] = [{ lead: '', head: '', said: '', parts: [] }];
  let lead = '';
  let isComment = false;
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    const said = line.trim();
    const top = stack.at(-1)!;
    isComment ||= said.startsWith('/*');
    if (isComment || said === '' || said.startsWith('//')) {
      isComment &&= !said.endsWith('*/');
      lead += line;
      continue;
    }
    const opening = OPENING.exec(said);
    if (opening && isBalanced(said.slice(0, opening.index)))
      stack.push({ lead, head: line, said, parts: [] });
    else if (/^\}[\s),;]*$/.test(said) && stack.length > 1) {
      stack.pop();
      stack.at(-1)!.parts.push(blockPart(top, lead + line));
    } else if (isBalanced(said)) top.parts.push(linePart(line, lead));
    else return null;
    lead = '';
  }
  return stack.length === 1 ? blockBody(stack[0]!, lead) : null;
}

/** Without an open brace, bracket of a comment, or text over several lines. */
function isBalanced(said: string): boolean {
  const braces = said.split('{').length - said.split('}').length;
  return braces === 0 && !said.startsWith('}') && !/\/\*|\*\/|"""|'''/.test(said);
}

function blockPart(block: Block, tail: string): Part {
  return { key: `{ ${maskVersion(block.said)}`, lead: block.lead, body: blockBody(block, tail), after: '' };
}

function blockBody({ head, said, parts }: Block, tail: string): Group {
  const keys = countedKeys(parts.map(({ key }) => key));
  return group(
    { ...BLOCK, head, tail, open: UNORDERED.test(said) },
    parts.map((part, i) => ({ ...part, key: keys[i]! })),
    head === '' ? '' : undefined,
  );
}

/** A line with its version as the value; lines that differ in it alone are one. */
function linePart(line: string, lead: string): Part {
  const text = line.replace(/\n$/, '');
  const found = VERSION.exec(text);
  const start = text.length - text.trimStart().length;
  const at = found ? found.index + 1 : start;
  const value = found ? found[2]! : text.trim();
  const body = leaf(value, text.slice(start, at), text.slice(at + value.length).trimEnd());
  const own = start + text.slice(start).trimEnd().length;
  return { key: maskVersion(text.trim()), lead: lead + text.slice(0, start), body, after: line.slice(own) };
}

function maskVersion(said: string): string {
  return said.replace(VERSION, '$1#');
}

/** Versions of dependencies, plugins and variables. */
export const joinGradleVersion: Join = (_, values) => joinVersion(values, 'any');
