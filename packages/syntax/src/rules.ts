import type { Body, DeclarationRule, Members, NodeReader } from './language-description.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf, type NodeTable } from './node-table.ts';

/** Members that each end by themselves, in an order that means nothing. */
export const FREE: Members = { separator: null, free: true };
/** Members that each end by themselves, in an order that may mean something. */
export const ORDERED: Members = { separator: null, free: false };
/** Members between commas, in an order that means nothing. */
export const FREE_LIST: Members = { separator: ',', free: true };
/** Members between commas, in an order that may mean something. */
export const ORDERED_LIST: Members = { separator: ',', free: false };

/** A body in the role `body` whose children stand for themselves. */
export const membersIn =
  (members: Members, field = 'body'): NodeReader<Body | null> =>
  (tree, node) =>
    asBody(childIn(tree, node, field), members);

export const noBody: NodeReader<Body | null> = () => null;

export function asBody(node: number | null, members: Members | null): Body | null {
  return node === null ? null : { node, members };
}

/** The text of the child in a role, '' without one, all white space as one space. */
export const fieldText =
  (field: string): NodeReader<string> =>
  (tree, node) => {
    const child = childIn(tree, node, field);
    return child === null ? '' : squeezed(textOf(tree, child));
  };

/** The texts of all children in a role, between commas; null without any. */
export const allNames =
  (field: string): NodeReader<string | null> =>
  (tree, node) => {
    const names = childrenIn(tree, node, field).map((child) => squeezed(textOf(tree, child)));
    return names.length > 0 ? names.join(', ') : null;
  };

/** A container without a name of its own, such as `const ( … )`; null when it has no list. */
export const group = (kind: string, listKind: string | null, members: Members): DeclarationRule => ({
  kind: 'group',
  name: (tree, node) => (groupList(tree, node, listKind) === null ? null : kind),
  body: (tree, node) => asBody(groupList(tree, node, listKind), members),
});

function groupList(tree: NodeTable, node: number, listKind: string | null): number | null {
  if (listKind !== null) return childOfKind(tree, node, listKind);
  return childOfKind(tree, node, '(') === null ? null : node;
}

/** The text of the child in a role with a word before it, as a list of one. */
export const nameFrom =
  (field: string, word = ''): NodeReader<readonly string[]> =>
  (tree, node) => {
    const text = fieldText(field)(tree, node);
    return text === '' ? [] : [word + text];
  };

/** A word that is said once. */
export const once =
  (word: string): NodeReader<readonly string[]> =>
  () => [word];

export function childrenIn(tree: NodeTable, node: number, field: string): number[] {
  return childrenOf(tree, node).filter((child) => tree.fieldNames[tree.fields[child]!] === field);
}

export function childrenOfKind(tree: NodeTable, node: number, kind: string): number[] {
  return childrenOf(tree, node).filter((child) => kindOf(tree, child) === kind);
}

export function squeezed(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ');
}

export function unquoted(text: string): string {
  return text.replaceAll(/^['"`]|['"`]$/g, '');
}

/** The name after the last separator: `c` of `a.b.c`. */
export function lastPart(path: string, separator: string): string {
  const at = path.lastIndexOf(separator);
  return (at < 0 ? path : path.slice(at + separator.length)).trim();
}
