import {
  XmlComment,
  XmlElement,
  XmlError,
  XmlProcessingInstruction,
  XmlText,
  parseXml as parse,
} from '@rgrove/parse-xml';
import { areDistinct } from '../tree/item-keys.ts';
import { countedKeys, group, leaf, printBody, type Group, type Leaf, type Part } from '../tree/part.ts';

/** Attributes and children that name an element among its siblings. */
const ATTRIBUTES = ['id', 'name', 'key', 'ref'] as const;
const COORDINATES = ['groupId', 'artifactId', 'classifier', 'type'] as const;
/** What may stand between the children of an element without being content of it. */
const SILENT = [XmlElement, XmlComment, XmlProcessingInstruction];
const NAMES = ['id', 'name'] as const;

/** An XML text as a tree of elements; null if it is not well-formed or has entities of its own. */
export function parseXmlText(text: string): Group | null {
  // Entities that a document declares can expand without bounds; none is ever needed for a merge.
  if (/<!ENTITY/i.test(text)) return null;
  const root = readRoot(text);
  if (!root) return null;
  const lead = text.slice(0, root.start);
  const part: Part = { key: root.name, lead, body: bodyOf(text, root), after: '' };
  const fields = {
    kind: 'map' as const,
    separator: '' as const,
    trailing: false,
    head: '',
    open: false,
    named: true,
  };
  return group({ ...fields, tail: text.slice(root.end) }, [part]);
}

function readRoot(text: string): XmlElement | null {
  try {
    return parse(text, { includeOffsets: true, preserveComments: true, preserveCdata: true }).root;
  } catch (error) {
    if (error instanceof XmlError) return null;
    throw error;
  }
}

function bodyOf(text: string, element: XmlElement): Leaf | Group {
  const { children, start, end } = element;
  const [first, last] = [children[0], children.at(-1)];
  if (!first || !last) return leaf(text.slice(start, end));
  const [head, tail] = [text.slice(start, first.start), text.slice(last.end, end)];
  const elements = children.filter((child) => child instanceof XmlElement);
  const isMixed = children.some(
    (child) =>
      !SILENT.some((kind) => child instanceof kind) &&
      !(child instanceof XmlText && child.text.trim() === ''),
  );
  if (elements.length === 0 || isMixed) return leaf(text.slice(first.start, last.end), head, tail);
  const parts: Part[] = [];
  let at = first.start;
  for (const child of elements) {
    const next = child.end + commentAfter(text, child.end);
    const body = bodyOf(text, child);
    parts.push({ key: '', lead: text.slice(at, child.start), body, after: text.slice(child.end, next) });
    at = next;
  }
  const fields = { separator: '' as const, trailing: false, head, tail: text.slice(at, end) };
  return childGroup(fields, { parent: element.name, elements, parts });
}

interface Children {
  readonly parent: string;
  readonly elements: readonly XmlElement[];
  readonly parts: readonly Part[];
}

/** Children as a map where each kind of element is there once, else as a list of items. */
function childGroup(
  fields: Pick<Group, 'separator' | 'trailing' | 'head' | 'tail'>,
  { parent, elements, parts }: Children,
): Group {
  const byName = elements.map((element, i) => ({ ...parts[i]!, key: element.name }));
  const isList = elements.some(({ name }) => parent === `${name}s` || parent === `${name.slice(0, -1)}ies`);
  if (!isList && areDistinct(byName))
    return group({ ...fields, kind: 'map', open: true, named: true }, byName);
  const names = elements.map(identityOf);
  const keys = countedKeys(elements.map(({ name }, i) => `${name} ${names[i] ?? printBody(parts[i]!.body)}`));
  const named = names.every((name) => name !== null);
  const open = names.every((name, i) => name !== null || parts[i]!.body.kind === 'leaf');
  return group(
    { ...fields, kind: 'list', open, named },
    parts.map((part, i) => ({ ...part, key: keys[i]! })),
  );
}

/** What names an element among its siblings; null if nothing does. */
function identityOf(element: XmlElement): string | null {
  for (const name of ATTRIBUTES)
    if (Object.hasOwn(element.attributes, name)) return `${name}=${element.attributes[name]}`;
  const textOf = (name: string): string | null => {
    const found = element.children.find((child) => child instanceof XmlElement && child.name === name);
    return found instanceof XmlElement ? found.text : null;
  };
  if (textOf('artifactId') !== null) return COORDINATES.map((name) => textOf(name) ?? '').join(':');
  const named = NAMES.find((name) => textOf(name) !== null);
  return named ? `${named}=${textOf(named)}` : null;
}

/** The length of a comment that ends the line. */
function commentAfter(text: string, from: number): number {
  const newline = text.indexOf('\n', from);
  const line = text.slice(from, newline < 0 ? text.length : newline).trimEnd();
  return /^[ \t]*<!--(?:(?!-->)[^])*-->$/.test(line) ? line.length : 0;
}
