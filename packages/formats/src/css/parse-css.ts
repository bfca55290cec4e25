import { CssSyntaxError, parse, type ChildNode, type Container } from 'postcss';
import { countedKeys, group, leaf, type Group, type Leaf, type Part } from '../tree/part.ts';

const BLOCK = { kind: 'list', separator: '', trailing: false, named: true, open: true } as const;

/** A style sheet as rules and declarations; null if it is not well-formed. */
export function parseCss(text: string): Group | null {
  const root = readRoot(text);
  if (!root) return null;
  const { parts, end } = children(text, root.nodes ?? [], 0);
  return group({ ...BLOCK, head: '', tail: text.slice(end) }, parts, '\n');
}

function readRoot(text: string): Container | null {
  try {
    return parse(text);
  } catch (error) {
    if (error instanceof CssSyntaxError) return null;
    throw error;
  }
}

/** Rules and declarations in their order; comments travel with what follows them. */
function children(text: string, nodes: readonly ChildNode[], from: number): { parts: Part[]; end: number } {
  const parts: Part[] = [];
  let at = from;
  for (const node of nodes) {
    if (node.type === 'comment') continue;
    const start = node.source!.start!.offset;
    const end = semicolonAfter(text, node.source!.end!.offset);
    parts.push({
      key: keyOf(node),
      lead: text.slice(at, start),
      body: bodyOf(text, node, { start, end }),
      after: '',
    });
    at = end;
  }
  const keys = countedKeys(parts.map(({ key }) => key));
  return { parts: parts.map((part, i) => ({ ...part, key: keys[i]! })), end: at };
}

function bodyOf(text: string, node: ChildNode, { start, end }: { start: number; end: number }): Leaf | Group {
  const inner = 'nodes' in node ? node.nodes : undefined;
  const first = inner?.[0];
  if (!first) return leaf(text.slice(start, end));
  const brace = text.lastIndexOf('{', first.source!.start!.offset);
  const { parts, end: inside } = children(text, inner, brace + 1);
  return group({ ...BLOCK, head: text.slice(start, brace + 1), tail: text.slice(inside, end) }, parts);
}

function keyOf(node: ChildNode): string {
  switch (node.type) {
    case 'rule':
      return node.selector.replaceAll(/\s+/g, ' ');
    case 'atrule':
      return `@${node.name} ${node.params.replaceAll(/\s+/g, ' ')}`;
    case 'decl':
      return `${node.prop}:`;
    default:
      return '';
  }
}

/** A declaration ends with its semicolon. */
function semicolonAfter(text: string, end: number): number {
  return text[end] === ';' ? end + 1 : end;
}
