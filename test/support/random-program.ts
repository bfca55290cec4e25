import fc from 'fast-check';

/** A program without a language: what it imports and declares, each thing under a number. */
export interface Model {
  readonly imports: readonly number[];
  readonly parts: readonly Part[];
}

export interface Part {
  readonly id: number;
  readonly kind: 'function' | 'class';
  /** The version of the comment before it; 0 for none. */
  readonly note: number;
  /** The lines of a function. */
  readonly lines: readonly number[];
  /** The members of a class, and what each says. */
  readonly members: ReadonlyMap<number, number>;
}

export type Edit =
  | { readonly op: 'import' | 'function' | 'class' | 'remove' | 'remove-import'; readonly at: number }
  | { readonly op: 'line' | 'member' | 'note'; readonly at: number; readonly value: number };

const part = fc.record({
  kind: fc.constantFrom<Part['kind']>('function', 'class'),
  note: fc.nat(1),
  lines: fc.array(fc.nat(9), { minLength: 2, maxLength: 4 }),
});

export const model: fc.Arbitrary<Model> = fc
  .record({ imports: fc.integer({ min: 2, max: 5 }), parts: fc.array(part, { minLength: 1, maxLength: 5 }) })
  .map(({ imports, parts }) => ({
    imports: Array.from({ length: imports }, (_, at) => 10 + at),
    parts: parts.map((each, at) => newPart(50 + at, each)),
  }));

export const edits: fc.Arbitrary<readonly Edit[]> = fc.array(
  fc.oneof(
    fc.record({
      op: fc.constantFrom('import', 'function', 'class', 'remove', 'remove-import'),
      at: fc.nat(9),
    }),
    fc.record({
      op: fc.constantFrom('line', 'member', 'note'),
      at: fc.nat(9),
      value: fc.integer({ min: 20, max: 99 }),
    }),
  ),
  { minLength: 1, maxLength: 4 },
);

function newPart(id: number, { kind, note, lines }: Pick<Part, 'kind' | 'note' | 'lines'>): Part {
  const members = new Map(lines.map((value, at) => [id * 10 + at, value]));
  return {
    id,
    kind,
    note,
    lines: kind === 'function' ? lines : [],
    members: kind === 'class' ? members : new Map(),
  };
}

/** The model after some edits; what is new gets numbers from `first` on. */
export function edited(before: Model, todo: readonly Edit[], first: number): Model {
  return todo.reduce((now, edit, index) => applied(now, edit, first + index), before);
}

function applied({ imports, parts }: Model, edit: Edit, id: number): Model {
  const at = edit.at % (parts.length + 1);
  switch (edit.op) {
    case 'import':
      return { imports: [...imports, id].toSorted((a, b) => a - b), parts };
    case 'remove-import':
      return { imports: imports.toSpliced(edit.at % imports.length, imports.length > 1 ? 1 : 0), parts };
    case 'function':
    case 'class':
      return {
        imports,
        parts: parts.toSpliced(at, 0, newPart(id, { kind: edit.op, note: edit.at % 2, lines: [id, 1] })),
      };
    case 'remove':
      return { imports, parts: parts.toSpliced(edit.at % Math.max(1, parts.length), 1) };
    default: {
      const place = edit.at % Math.max(1, parts.length);
      const old = parts[place];
      return old ? { imports, parts: parts.with(place, changed(old, edit, id)) } : { imports, parts };
    }
  }
}

function changed(old: Part, edit: Extract<Edit, { value: number }>, id: number): Part {
  if (edit.op === 'note') return { ...old, note: edit.value };
  if (edit.op === 'line' && old.kind === 'function')
    return { ...old, lines: old.lines.with(edit.at % old.lines.length, edit.value) };
  if (old.kind === 'class') return { ...old, members: new Map([...old.members, [id * 10, edit.value]]) };
  return { ...old, lines: [...old.lines, edit.value] };
}
