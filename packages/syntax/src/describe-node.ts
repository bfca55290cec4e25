import type { Body, ImportFacts } from './language-description.ts';
import { childIn, childrenOf, kindOf } from './node-table.ts';
import type { SyntaxTree } from './syntax-tree.ts';

/** What a node of a list is, before it is known what stands around it. */
export interface Described {
  readonly role: 'declaration' | 'import' | 'statement';
  readonly kind: string;
  readonly name: string;
  /** A scope written at the declaration itself. */
  readonly scope: string;
  readonly signature: string;
  readonly exported: boolean;
  readonly body: Body | null;
  readonly imports: ImportFacts | null;
}

/** Deeper than any language nests what stands around a declaration. */
const MAX_WRAPPERS = 4;

export function describeNode(tree: SyntaxTree, node: number): Described {
  const { language } = tree;
  const imports = language.imports[kindOf(tree, node)]?.(tree, node) ?? null;
  const nothing = { scope: '', signature: '', exported: false };
  if (imports) {
    const { from: name, list: body } = imports;
    return { ...nothing, role: 'import', kind: kindOf(tree, node), name, body, imports };
  }
  let inner: number | null = node;
  for (let left = MAX_WRAPPERS; inner !== null && left > 0; left--) {
    const declared = declaredBy(tree, inner, node);
    if (declared) return declared;
    inner = unwrapped(tree, inner);
  }
  const plain = { name: '', body: null, imports: null };
  return { ...nothing, ...plain, role: 'statement', kind: kindOf(tree, node) };
}

function declaredBy(tree: SyntaxTree, node: number, outer: number): Described | null {
  const { declarations, exported } = tree.language;
  const rule = declarations[kindOf(tree, node)];
  if (!rule) return null;
  const named = childIn(tree, node, 'name');
  const name = rule.name
    ? rule.name(tree, node)
    : named === null
      ? null
      : tree.text.slice(tree.starts[named], tree.ends[named]);
  if (name === null) return null;
  const code = childIn(tree, node, 'body');
  return {
    role: 'declaration',
    kind: typeof rule.kind === 'string' ? rule.kind : rule.kind(tree, node),
    name,
    scope: rule.scope?.(tree, node) ?? '',
    signature: rule.signature?.(tree, node, outer) ?? '',
    exported: exported(tree, outer, name),
    body: rule.body ? rule.body(tree, node) : code === null ? null : { node: code, members: null },
    imports: null,
  };
}

/** The node within that may declare something; null when this is none that stands around a declaration. */
function unwrapped(tree: SyntaxTree, node: number): number | null {
  const roles = tree.language.wrappers[kindOf(tree, node)];
  if (!roles) return null;
  const { declarations, wrappers } = tree.language;
  const within = childrenOf(tree, node).find((child) => {
    const kind = kindOf(tree, child);
    const role = tree.fieldNames[tree.fields[child]!] ?? '';
    return roles.includes(role) && (Object.hasOwn(declarations, kind) || Object.hasOwn(wrappers, kind));
  });
  return within ?? null;
}
