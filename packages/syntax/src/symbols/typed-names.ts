// What type a name has, where the program says so by a word: `server: Server`, `new Server()`, `Server{}`.
import { childIn, childrenOf, isLeaf, kindOf, textOf } from '../node-table.ts';
import type { SyntaxTree } from '../syntax-tree.ts';

/** Types by name: a name that is bound to several, or once without a type, has none. */
export class TypedNames {
  readonly #types = new Map<string, string | null>();

  bind(name: string, type: string | null): void {
    const known = this.#types.get(name);
    this.#types.set(name, known === undefined || known === type ? type : null);
  }

  list(): [name: string, type: string][] {
    return [...this.#types].flatMap(([name, type]) => (type === null ? [] : [[name, type]]));
  }
}

/** The type that a binding gives what it binds; null where it says none, or more than a word. */
export function typeBound(tree: SyntaxTree, node: number): string | null {
  const type = childIn(tree, node, 'type');
  if (type !== null) return wordOfType(tree, type);
  const before = node - 1;
  // In Java the type stands before what it is the type of.
  if (kindOf(tree, node) === 'variable_declarator' && tree.fieldNames[tree.fields[before]!] === 'type')
    return wordOfType(tree, before);
  const value = childIn(tree, node, 'value') ?? childIn(tree, node, 'right');
  return value === null ? null : typeOfValue(tree, value);
}

const AROUND = new Set(['type_annotation', 'type', 'pointer_type']);
const WORDS = new Set(['type_identifier', 'identifier']);

function wordOfType(tree: SyntaxTree, node: number): string | null {
  let at: number | undefined = node;
  for (let depth = 0; at !== undefined && depth < 4; depth++) {
    if (WORDS.has(kindOf(tree, at)) && isLeaf(tree, at)) return textOf(tree, at);
    if (!AROUND.has(kindOf(tree, at))) return null;
    const inner: number[] = childrenOf(tree, at).filter((child) => kindOf(tree, child).length > 1);
    at = inner.length === 1 ? inner[0] : undefined;
  }
  return null;
}

function typeOfValue(tree: SyntaxTree, value: number): string | null {
  const word = (node: number | null): string | null => (node === null ? null : wordOfType(tree, node));
  switch (kindOf(tree, value)) {
    case 'new_expression':
      return word(childIn(tree, value, 'constructor'));
    case 'composite_literal':
      return word(childIn(tree, value, 'type'));
    case 'unary_expression': {
      const operand = childIn(tree, value, 'operand');
      return operand === null || kindOf(tree, operand) !== 'composite_literal'
        ? null
        : typeOfValue(tree, operand);
    }
    case 'expression_list': {
      const [only, ...more] = childrenOf(tree, value);
      return only === undefined || more.length > 0 ? null : typeOfValue(tree, only);
    }
    // Classes of Python are called by their names, which begin with a capital.
    case 'call': {
      const name = word(childIn(tree, value, 'function'));
      return name !== null && /^\p{Lu}/u.test(name) ? name : null;
    }
    default:
      return null;
  }
}
