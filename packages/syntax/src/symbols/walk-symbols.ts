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
  const parts = partsOf(tree, rules);
  const walk = new SymbolWalk(tree, rules, owners);
  for (let node = 0; node < tree.count; node++) {
    const part = parts[tree.kinds[node]!]!;
    if (part !== 0) walk.visit(node, part);
  }
  return walk.found();
}

class SymbolWalk {
  readonly #tree: SyntaxTree;
  readonly #rules: SymbolRules;
  readonly #owners: ReadonlySet<string>;
  readonly #lines: ReturnType<typeof lineStarts>;
  readonly #uses: Use[] = [];
  readonly #claims: Claim[] = [];
  readonly #names = new Set<string>();
  readonly #locals = new Set<string>();
  readonly #types = new TypedNames();
  /** The outermost function, and the class that is in none. */
  #around = { name: '', end: 0 };
  #class = { name: '', end: 0 };
  #called: number | null = null;

  constructor(tree: SyntaxTree, rules: SymbolRules, owners: ReadonlySet<string>) {
    this.#tree = tree;
    this.#rules = rules;
    this.#owners = owners;
    this.#lines = lineStarts(tree.text);
  }

  visit(node: number, part: number): void {
    const tree = this.#tree;
    if (part & NAME && isLeaf(tree, node) && node !== this.#called) this.#names.add(textOf(tree, node));
    if (part & CALL) this.#called = calleeOf(tree, node, this.#rules);
    if (part & (CALL | MEMBER)) this.#use(node, part);
    const outside = node >= this.#around.end;
    const end = tree.nexts[node]!;
    if (part & CLASS)
      this.#class = { name: outside && node >= this.#class.end ? nameOf(tree, node) : '', end };
    if (outside) this.#around = part & FUNCTION ? { name: nameOf(tree, node), end } : { name: '', end: 0 };
    if (part & BINDER) this.#bind(node, outside);
    if (part & CLAIM) this.#claim(node);
  }

  found(): Walked {
    return {
      uses: this.#uses,
      claims: this.#claims,
      locals: [...this.#locals],
      types: this.#types.list().filter(([name, type]) => name.length + type.length <= LONGEST_NAME),
      names: [...this.#names].filter((name) => name.length <= LONGEST_NAME),
    };
  }

  #lineOf(node: number): number {
    return lineAt(this.#lines, this.#tree.starts[node]!);
  }

  #use(node: number, part: number): void {
    const said = usedBy(this.#tree, node, this.#rules);
    if (!said) return;
    const name = node < this.#class.end ? ofOwner(said.name, this.#class.name) : said.name;
    const isKnown = part & CALL || this.#owners.has(name.slice(0, name.indexOf('.')));
    if (isKnown && name !== '' && name.length <= LONGEST_NAME)
      this.#uses.push({ ...said, name, line: this.#lineOf(node) });
  }

  /** The name of the outermost function is bound outside of it. */
  #bind(node: number, outside: boolean): void {
    const bound = boundBy(this.#tree, node, { rules: this.#rules, but: outside ? 'name' : '-' });
    const type = bound.length > 0 ? typeBound(this.#tree, node) : null;
    for (const leaf of bound) {
      const name = textOf(this.#tree, leaf);
      this.#types.bind(name, type);
      if (node < this.#around.end) this.#locals.add(name);
    }
  }

  #claim(node: number): void {
    for (const { kind, scope, name, node: at } of this.#rules.claims(this.#tree, node)) {
      const within = [this.#around.name, scope].join(' ').trim();
      if (name.length + within.length <= LONGEST_NAME)
        this.#claims.push({ kind, scope: within, name, line: this.#lineOf(at) });
    }
  }
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
