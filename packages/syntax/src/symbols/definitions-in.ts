import type { Definition, Parameter } from '@sluice/model';
import type { Item } from '../item.ts';
import { childIn, childrenOf, kindOf, nodesOfKind, textOf } from '../node-table.ts';
import { declarationsOf, type Outline } from '../outline.ts';
import type { SyntaxTree } from '../syntax-tree.ts';
import { LONGEST_NAME, type SymbolRules } from './symbol-rules.ts';

/** What a program declares, apart from what its functions do. */
export function definitionsIn(outline: Outline, path: string, rules: SymbolRules): Definition[] {
  const { tree } = outline;
  const conditional = rules.isConditional(tree, path);
  return declarationsOf(outline).flatMap((item) => {
    const { name, scope, line } = item;
    const whole = scope === '' ? name : `${scope}.${name}`;
    if (whole.length > LONGEST_NAME || !DEFINED.has(item.kind) || !/^[\p{L}\p{N}_$.]+$/u.test(whole))
      return [];
    const variant = [item.kind === 'type' ? 'type' : '', item.signature.slice(0, LONGEST_NAME)].join('');
    const sole = !conditional && isSole(tree, item);
    const derived = isDerived(tree, item);
    return [{ name: whole, variant, parameters: parametersOf(tree, item, rules), line, derived, sole }];
  });
}

/** What others name, and what there may be one of. */
const DEFINED = new Set([
  'function',
  'method',
  'class',
  'interface',
  'enum',
  'type',
  'variable',
  'field',
  'enum-member',
]);
/** Attributes and decorators that make a second one of a name a choice and not a mistake. */
const CHOSEN =
  /#\[(?:cfg|test_case|rstest)|@(?:[\w.]+\.)?(?:overload|\w*register\w*|singledispatch|\w+\.(?:setter|getter|deleter))\b|@[\w.]+\(/;

function isSole(tree: SyntaxTree, { kind, name, node, core, scope }: Item): boolean {
  const { language } = tree;
  if (kind === 'field' || kind === 'enum-member' || language.mayRepeat(kind, name)) return false;
  if (
    kind === 'variable' &&
    !['Go', 'Rust'].includes(language.name) &&
    !/^(export )?(const|let) /.test(textOf(tree, node).slice(0, 16))
  )
    return false;
  // Signatures without a body, and blocks that depend on a condition.
  if (kind === 'function' && childIn(tree, functionIn(tree, node) ?? node, 'body') === null) return false;
  if (language.name === 'Rust' && scope !== '') return false;
  return !CHOSEN.test(
    tree.text
      .slice(core.start, Math.min(core.end, core.start + 400))
      .split(/\n\s*(?:async )?(?:def|class|fn|pub|function)\b/)[0]!,
  );
}

/** Whether something with members may have others than are written in it. */
function isDerived(tree: SyntaxTree, { kind, node, core, body }: Item): boolean {
  if (kind === 'enum' || !['class', 'interface', 'type'].includes(kind)) return false;
  // Traits, and what a pointer stands for, give methods from anywhere.
  const { name } = tree.language;
  if (body === null || name === 'Rust' || (kind === 'type' && name !== 'Go')) return true;
  const head = tree.text.slice(core.start, Math.max(core.start, body.span.start));
  const heirs = name === 'Java' ? /@|\b(?:extends|implements)\b/ : /@|\bextends\b/;
  if (heirs.test(head)) return true;
  if (name === 'Python') return /\(\s*(?!object\s*\)|\))/.test(head);
  return name === 'Go' && hasEmbedded(tree, node);
}

function hasEmbedded(tree: SyntaxTree, node: number): boolean {
  const fields = nodesOfKind(tree, node, EMBEDDING);
  return fields.some((field) => childIn(tree, field, 'name') === null);
}

const EMBEDDING = new Set(['field_declaration', 'type_elem']);

function parametersOf(
  tree: SyntaxTree,
  { node, kind, scope }: Item,
  rules: SymbolRules,
): readonly Parameter[] | null {
  if (!['function', 'method', 'variable'].includes(kind)) return null;
  // A decorator can change how its function is called.
  if (kindOf(tree, node) === 'decorated_definition') return null;
  const callable = functionIn(tree, node);
  const list = callable === null ? null : childIn(tree, callable, 'parameters');
  if (list === null) return null;
  const parameters: Parameter[] = [];
  for (const child of childrenOf(tree, list)) {
    const found = rules.parameter(tree, child);
    if (found === 'unknown') return null;
    parameters.push(...(found ?? []));
  }
  // The first one of a method is what it is called on.
  return tree.language.name === 'Python' && scope !== '' ? parameters.slice(1) : parameters;
}

/** The function that a declaration is: itself, wrapped in `export`, or what a name is set to. */
function functionIn(tree: SyntaxTree, node: number): number | null {
  let at: number | null = node;
  for (let depth = 0; at !== null && depth < 5; depth++) {
    if (childIn(tree, at, 'parameters') !== null) return at;
    const [only, ...more]: number[] = childrenOf(tree, at).filter(
      (child) => kindOf(tree, child) === 'variable_declarator',
    );
    if (only !== undefined && more.length > 0) return null;
    at =
      only ??
      childIn(tree, at, 'declaration') ??
      childIn(tree, at, 'definition') ??
      childIn(tree, at, 'value');
  }
  return null;
}
