import type { DeclarationRule, ImportFacts, LanguageDescription } from '../language-description.ts';
import { nameFrom, childrenIn, FREE, FREE_LIST, membersIn, noBody, squeezed } from '../rules.ts';
import { childIn, childOfKind, childrenOf, kindOf, textOf, type NodeTable } from '../node-table.ts';

const assigned: DeclarationRule = {
  kind: 'variable',
  name: (tree, node) => {
    const expression = node + 1;
    if (kindOf(tree, expression) !== 'assignment') return null;
    const left = childIn(tree, expression, 'left');
    return left === null ? null : squeezed(textOf(tree, left));
  },
  body: noBody,
};

/** What tells a property from its setter and overloads from each other. */
function variantOf(tree: NodeTable, node: number): string {
  const decorators = childrenOf(tree, node)
    .filter((child) => kindOf(tree, child) === 'decorator')
    .map((child) => squeezed(textOf(tree, child)))
    .filter((text) => /\.(?:setter|deleter|getter|register)\b|\boverload\b/.test(text));
  if (!decorators.some((text) => text.endsWith('overload'))) return decorators.join(' ');
  const definition = childIn(tree, node, 'definition') ?? node;
  const parameters = childIn(tree, definition, 'parameters');
  return `${decorators.join(' ')} ${parameters === null ? '' : squeezed(textOf(tree, parameters))}`;
}

/** The names after `import`, each with the name that it has here. */
function importedNames(tree: NodeTable, node: number, bindsFirstPart: boolean): ImportFacts['names'] {
  if (childOfKind(tree, node, 'wildcard_import') !== null) return [{ name: '*', bound: '' }];
  return childrenIn(tree, node, 'name').map((child) => {
    const alias = childIn(tree, child, 'alias');
    const name = textOf(tree, childIn(tree, child, 'name') ?? child);
    // `import a.b` binds `a`.
    const own = bindsFirstPart ? name.split('.')[0]! : name;
    return { name, bound: alias === null ? own : textOf(tree, alias) };
  });
}

export const PYTHON: LanguageDescription = {
  name: 'Python',
  grammar: 'python',
  extensions: ['.py', '.pyi'],
  comments: new Set(['comment']),
  indented: true,
  attributes: new Set(),
  wrappers: { decorated_definition: ['definition'] },
  declarations: {
    function_definition: { kind: 'function', signature: (tree, _, outer) => variantOf(tree, outer) },
    class_definition: { kind: 'class', body: membersIn(FREE) },
    expression_statement: assigned,
    type_alias_statement: {
      kind: 'type',
      name: (tree, node) => squeezed(textOf(tree, childIn(tree, node, 'left') ?? node)),
      body: noBody,
    },
  },
  imports: {
    import_statement: (tree, node) => ({
      from: childrenIn(tree, node, 'name')
        .map((name) => squeezed(textOf(tree, name)))
        .join(', '),
      names: importedNames(tree, node, true),
      list: null,
    }),
    import_from_statement: (tree, node) => ({
      from: textOf(tree, childIn(tree, node, 'module_name') ?? node),
      names: importedNames(tree, node, false),
      list:
        childOfKind(tree, node, 'wildcard_import') === null
          ? { node, members: FREE_LIST, after: 'import' }
          : null,
    }),
    future_import_statement: (tree, node) => ({
      from: '__future__',
      names: importedNames(tree, node, false).map(({ name }) => ({ name, bound: '' })),
      list: null,
    }),
  },
  orderFree: new Set(['function', 'method', 'class']),
  exported: (_tree, _node, name) => !name.startsWith('_'),
  uses: { identifier: 'name' },
  usesByName: new Set(['keyword_argument']),
  labels: new Set(['keyword_argument']),
  unread: { kinds: new Set(), declaring: new Set() },
  selfContained: true,
  conditional: null,
  onceAmongSiblings: {
    pair: nameFrom('key'),
    keyword_argument: nameFrom('name'),
    case_clause: (tree, node) => [
      childrenOf(tree, node)
        .filter((child) => ['case_pattern', 'if_clause'].includes(kindOf(tree, child)))
        .map((child) => squeezed(textOf(tree, child)))
        .join(' '),
    ],
  },
  // A property has a setter of the same name, and names are set again and again.
  mayRepeat: (kind, name) => kind === 'variable' || name === '_',
};
