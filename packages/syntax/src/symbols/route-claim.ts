import { childIn, childrenOf, isLeaf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { unquoted } from '../rules.ts';

/** Something of which a scope may have one, and the node that says so. */
export interface ClaimedAt {
  readonly kind: 'route' | 'enum-value';
  readonly scope: string;
  readonly name: string;
  readonly node: number;
}

const VERBS = new Set(['get', 'post', 'put', 'patch', 'delete', 'head', 'options']);
/** What programs call that on which they register routes. */
const ROUTER =
  /^(?:app|api|server|fastify|mux|bp|blueprint|engine|group|e|r|http|\w*router|\w*_bp|\w*_app|\w*App|\w*Router)$/;
const STRINGS = new Set([
  'string',
  'template_string',
  'interpreted_string_literal',
  'raw_string_literal',
  'string_literal',
]);

/**
 * The route of `app.get('/users', handler)` (express, fastify, gin, echo, chi), with a plain path and at least one
 * handler. `app.use` and the like take a path many times.
 */
export function routeClaim(tree: SyntaxTree, callee: number | null, list: number): ClaimedAt[] {
  const [path, ...handlers] = argumentsOf(tree, list);
  const called = callee === null ? null : calledOn(tree, callee);
  if (!called || path === undefined || handlers.length === 0) return [];
  const verb = called.name.toLowerCase();
  const any = ['handle', 'handlefunc'].includes(verb);
  if (!VERBS.has(verb) && !any) return [];
  return claimOf(tree, { node: list, path, owner: called.owner, verb: any ? 'any' : verb });
}

/** The route of a decorator such as `@app.get("/users")` (FastAPI) and `@app.route("/users", methods=["POST"])` (Flask). */
export function decoratorRoute(tree: SyntaxTree, call: number): ClaimedAt[] {
  const callee = childIn(tree, call, 'function');
  const list = childIn(tree, call, 'arguments');
  const called = callee === null ? null : calledOn(tree, callee);
  if (!called || list === null) return [];
  const [path, ...options] = argumentsOf(tree, list);
  if (path === undefined) return [];
  if (VERBS.has(called.name))
    return claimOf(tree, { node: call, path, owner: called.owner, verb: called.name });
  if (called.name !== 'route') return [];
  const rest = options.map((option) => textOf(tree, option)).find((text) => text.startsWith('methods'));
  const extra = options.length > (rest === undefined ? 0 : 1);
  const verb = (rest ?? 'get')
    .toLowerCase()
    .replace(/^methods\s*=/, '')
    .replaceAll(/[^a-z,]/g, '');
  return extra ? [] : claimOf(tree, { node: call, path, owner: called.owner, verb });
}

interface Registration {
  readonly node: number;
  readonly path: number;
  readonly owner: string;
  readonly verb: string;
}

function claimOf(tree: SyntaxTree, { node, path, owner, verb }: Registration): ClaimedAt[] {
  const text = textOf(tree, path);
  if (!STRINGS.has(kindOf(tree, path)) || !/^["'`]\//.test(text) || text.includes('${')) return [];
  if (!ROUTER.test(owner)) return [];
  return [{ kind: 'route', scope: owner, name: `${verb.toUpperCase()} ${unquoted(text)}`, node }];
}

function calledOn(tree: SyntaxTree, callee: number): { owner: string; name: string } | null {
  const children = childrenOf(tree, callee);
  const [owner, dot, name] = children;
  if (children.length !== 3 || textOf(tree, dot!) !== '.' || !isLeaf(tree, owner!) || !isLeaf(tree, name!))
    return null;
  return { owner: textOf(tree, owner!), name: textOf(tree, name!) };
}

function argumentsOf(tree: SyntaxTree, list: number): number[] {
  return childrenOf(tree, list).filter(
    (child) => kindOf(tree, child).length > 1 && !tree.language.comments.has(kindOf(tree, child)),
  );
}
