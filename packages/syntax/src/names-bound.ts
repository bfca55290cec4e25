import type { SyntaxTree } from './syntax-tree.ts';
import { isLeaf, kindOf, textOf } from './node-table.ts';
import { parentsOf } from './parents.ts';

/** Roles in which a name is given a meaning instead of being used. */
const BINDING_ROLES = new Set(['name', 'pattern', 'left', 'alias', 'parameter', 'parameters', 'declarator']);
/** Kinds whose children are names that get a meaning, but for those in a role of `USING_ROLES`. */
const BINDING_KIND = /(?:^|_)(?:parameters?|patterns?|capture|target)$/;
const USING_ROLES = new Set(['value', 'type', 'default_type', 'constraint']);
/** Patterns within patterns, lists within assignments: deeper ones are rare. */
const MAX_STEPS = 4;

/**
 * Every name that the program itself gives a meaning to, anywhere: by a declaration, a parameter, a variable, a pattern
 * or an import. Without scopes, and rather too many than too few: what is not in it comes from elsewhere.
 */
export function namesBound(tree: SyntaxTree): Set<string> {
  const { language } = tree;
  const parents = parentsOf(tree);
  const bound = new Set<string>();
  for (let node = 1; node < tree.count; node++) {
    const kind = kindOf(tree, node);
    if (isLeaf(tree, node)) {
      if (kind.endsWith('_pattern') || (language.uses[kind] === 'name' && binds(tree, parents, node)))
        bound.add(textOf(tree, node));
    } else if (Object.hasOwn(language.imports, kind)) {
      const facts = language.imports[kind]!(tree, node);
      for (const name of facts?.names ?? []) if (name.bound) bound.add(name.bound);
    }
  }
  return bound;
}

function binds(tree: SyntaxTree, parents: Uint32Array, leaf: number): boolean {
  const { unread } = tree.language;
  if (unread.kinds.has(kindOf(tree, parents[leaf]!))) return unread.declaring.has(textOf(tree, leaf - 1));
  for (let node = leaf, left = MAX_STEPS; left > 0; node = parents[node]!, left--) {
    const parent = kindOf(tree, parents[node]!);
    const role = tree.fieldNames[tree.fields[node]!] ?? '';
    if (tree.language.usesByName.has(parent) || USING_ROLES.has(role)) return false;
    if (BINDING_ROLES.has(role) || BINDING_KIND.test(parent)) return true;
    if (!parent.endsWith('_list')) return false;
  }
  return false;
}
