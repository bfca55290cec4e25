import type { Claim, FileSymbols, Use } from '@sluice/model';
import type { LanguageDescription } from '../language-description.ts';
import { lineAt, lineStarts } from '../line-starts.ts';
import { childIn, childrenOf, isLeaf, kindOf, nodesOfKind, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { LONGEST_NAME, type SymbolRules } from './symbol-rules.ts';
import { typeBound, TypedNames } from './typed-names.ts';
import { calleeOf, usedBy } from './used-by.ts';

type Walked = Pick<FileSymbols, 'uses' | 'claims' | 'locals' | 'names' | 'types'>;

/** One pass over all nodes; most are of no interest, which their kind alone says. */
export function walkSymbols(tree: SyntaxTree, rules: SymbolRules, owners: ReadonlySet<string>): Walked {
  const lines = lineStarts(tree.text);
  const lineOf = (node: number): number => lineAt(lines, tree.starts[node]!);
  const parts = partsOf(tree, rules);
  const uses: Use[] = [];
  const claims: Claim[] = [];
  const names = new Set<string>();
  const locals = new Set<string>();
  const types = new TypedNames();
  let functionEnd = 0;
  let owner = { name: '', end: 0 };
  let around = '';
  let called: number | null = null;
  for (let node = 0; node < tree.count; node++) {
    const part = parts[tree.kinds[node]!]!;
    if (part === 0) continue;
    if (part & NAME && isLeaf(tree, node) && node !== called) names.add(textOf(tree, node));
    if (part & CALL) called = calleeOf(tree, node, rules);
    if (part & (CALL | MEMBER)) {
      const said = usedBy(tree, node, rules);
      const use = said && node < owner.end ? { ...said, name: ofOwner(said.name, owner.name) } : said;
      const known = use && (part & CALL || owners.has(use.name.slice(0, use.name.indexOf('.'))));
      if (known && use.name !== '' && use.name.length <= LONGEST_NAME)
        uses.push({ ...use, line: lineOf(node) });
    }
    const outside = node >= functionEnd;
    if (outside) around = '';
    if (part & CLASS)
      owner = { name: outside && node >= owner.end ? nameOf(tree, node) : '', end: tree.nexts[node]! };
    if (outside && part & FUNCTION) {
      functionEnd = tree.nexts[node]!;
      around = nameOf(tree, node);
    }
    // The name of the outermost function is bound outside of it.
    const bound = part & BINDER ? boundBy(tree, node, { rules, but: outside ? 'name' : '-' }) : [];
    const type = bound.length > 0 ? typeBound(tree, node) : null;
    for (const leaf of bound) {
      types.bind(textOf(tree, leaf), type);
      if (node < functionEnd) locals.add(textOf(tree, leaf));
    }
    for (const { kind, scope, name, node: at } of part & CLAIM ? rules.claims(tree, node) : []) {
      const within = [around, scope].join(' ').trim();
      if (name.length + within.length <= LONGEST_NAME)
        claims.push({ kind, scope: within, name, line: lineOf(at) });
    }
  }
  return {
    uses,
    claims,
    locals: [...locals],
    types: types.list().filter(([name, of]) => name.length + of.length <= LONGEST_NAME),
    names: [...names].filter((name) => name.length <= LONGEST_NAME),
  };
}

/** `this.close` of what stands in the class `Server`. */
function ofOwner(name: string, owner: string): string {
  const member = /^(?:this|self)(\..+)$/.exec(name)?.[1];
  return member === undefined ? name : `${owner}${member}`;
}

const [CALL, MEMBER, FUNCTION, BINDER, CLAIM, NAME, CLASS] = [1, 2, 4, 8, 16, 32, 64] as const;
const CLASSES = new Set(['class_declaration', 'abstract_class_declaration', 'class_definition']);

/** What a kind of node plays a part in, by its number, as bits. */
function partsOf(tree: SyntaxTree, rules: SymbolRules): Uint8Array {
  const parts = knownParts.get(tree.language) ?? readParts(tree, rules);
  knownParts.set(tree.language, parts);
  return parts;
}

/** A grammar has hundreds of kinds: more than many an excerpt has nodes. */
const knownParts = new WeakMap<LanguageDescription, Uint8Array>();

function readParts({ kindNames, language }: SyntaxTree, rules: SymbolRules): Uint8Array {
  return Uint8Array.from(
    kindNames,
    (kind) =>
      (Object.hasOwn(rules.calls, kind) ? CALL : 0) |
      (Object.hasOwn(rules.members, kind) ? MEMBER : 0) |
      (rules.functions.has(kind) ? FUNCTION : 0) |
      (Object.hasOwn(rules.binders, kind) ? BINDER : 0) |
      (rules.claimers.has(kind) ? CLAIM : 0) |
      (language.uses[kind] === 'name' ? NAME : 0) |
      (CLASSES.has(kind) ? CLASS : 0),
  );
}

function nameOf(tree: SyntaxTree, node: number): string {
  const name = childIn(tree, node, 'name');
  return name === null ? '' : textOf(tree, name);
}

interface Binding {
  readonly rules: SymbolRules;
  /** A role that counts for nothing this time. */
  readonly but: string;
}

function boundBy(tree: SyntaxTree, node: number, { rules, but }: Binding): number[] {
  const roles = rules.binders[kindOf(tree, node)]!;
  return childrenOf(tree, node).flatMap((child) => {
    const role = tree.fieldNames[tree.fields[child]!] ?? '';
    // Patterns are short; what is longer is made to be looked through again and again.
    if (!roles.includes(role) || role === but || tree.nexts[child]! - child > MOST_NODES) return [];
    if (isLeaf(tree, child)) return [child];
    // Such as a parameter with its type: it says itself what it binds.
    return Object.hasOwn(rules.binders, kindOf(tree, child)) ? [] : nodesOfKind(tree, child, BOUND_KINDS);
  });
}

const MOST_NODES = 500;
const BOUND_KINDS = new Set([
  'identifier',
  'shorthand_property_identifier_pattern',
  'shorthand_field_identifier',
]);
