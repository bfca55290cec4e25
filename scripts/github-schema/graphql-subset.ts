import {
  Kind,
  parse,
  print,
  visit,
  type DefinitionNode,
  type FieldDefinitionNode,
  type NamedTypeNode,
} from 'graphql';

type Selection = Readonly<Record<string, string>>;
type Definitions = ReadonlyMap<string, DefinitionNode>;

/**
 * A schema with the selected fields alone, and the arguments, inputs, enums and scalars that they use. An interface or
 * union keeps the members that are selected. Descriptions are left out.
 */
export function graphqlSubset(sdl: string, selection: Selection): string {
  const definitions = new Map<string, DefinitionNode>();
  for (const one of parse(sdl, { noLocation: true }).definitions)
    if ('name' in one && one.name) definitions.set(one.name.value, one);
  const kept = new Map<string, DefinitionNode>();
  const todo = ['Query', 'Mutation'];
  for (let name = todo.pop(); name !== undefined; name = todo.pop()) {
    if (kept.has(name)) continue;
    const definition = definitions.get(name);
    if (definition === undefined) continue;
    const pruned = prune(definition, selection);
    kept.set(name, pruned);
    todo.push(...namedTypes(pruned), ...implementers(name, selection, definitions));
  }
  return [...kept.values()]
    .map((one) => print(withoutWords(one)))
    .sort()
    .join('\n\n');
}

function prune(definition: DefinitionNode, selection: Selection): DefinitionNode {
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const interfaces = (definition.interfaces ?? []).filter((one) => one.name.value in selection);
      const names = new Set(fieldsOf(definition.name.value, selection));
      for (const one of interfaces) for (const field of fieldsOf(one.name.value, selection)) names.add(field);
      for (const name of names) {
        if (!definition.fields?.some((field) => field.name.value === name))
          throw new Error(`No field ${definition.name.value}.${name}`);
      }
      const fields = (definition.fields ?? [])
        .filter((field) => names.has(field.name.value))
        .map(withoutDirectives);
      return { ...definition, interfaces, fields, directives: [] };
    }
    case Kind.UNION_TYPE_DEFINITION:
      return {
        ...definition,
        directives: [],
        types: (definition.types ?? []).filter((one) => one.name.value in selection),
      };
    case Kind.INPUT_OBJECT_TYPE_DEFINITION:
      return {
        ...definition,
        directives: [],
        fields: (definition.fields ?? []).map((one) => ({ ...one, directives: [] })),
      };
    default:
      return visit(definition, { Directive: () => null });
  }
}

function fieldsOf(type: string, selection: Selection): readonly string[] {
  const fields = selection[type];
  if (fields === undefined) throw new Error(`${type} is reached but nothing of it is selected`);
  return fields.split(' ');
}

function withoutDirectives(field: FieldDefinitionNode): FieldDefinitionNode {
  return {
    ...field,
    directives: [],
    arguments: (field.arguments ?? []).map((one) => ({ ...one, directives: [] })),
  };
}

function withoutWords(definition: DefinitionNode): DefinitionNode {
  return visit(definition, {
    enter: (node) =>
      'description' in node && node.description ? { ...node, description: undefined } : undefined,
  });
}

function namedTypes(definition: DefinitionNode): string[] {
  const names: string[] = [];
  visit(definition, { NamedType: (node: NamedTypeNode) => void names.push(node.name.value) });
  return names;
}

/** The selected types that implement an interface: reached through it. */
function implementers(name: string, selection: Selection, definitions: Definitions): string[] {
  if (definitions.get(name)?.kind !== Kind.INTERFACE_TYPE_DEFINITION) return [];
  return Object.keys(selection).filter((type) => {
    const definition = definitions.get(type);
    return (
      definition?.kind === Kind.OBJECT_TYPE_DEFINITION &&
      definition.interfaces?.some((one) => one.name.value === name)
    );
  });
}
