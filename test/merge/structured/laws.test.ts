import fc from 'fast-check';
import { mergeStructured, readProgram, type StructuredMerge } from '../../../packages/merge/src/index.ts';
import {
  declarationsOf,
  importsOf,
  outlineOf,
  type SyntaxReader,
} from '../../../packages/syntax/src/index.ts';
import { edited, edits, model, type Model, type Part } from '../../support/random-program.ts';
import { syntaxReader } from '../../support/syntax.ts';
import { textOf, WRITINGS, type Writing } from '../../support/written-program.ts';

let reader: SyntaxReader;
beforeAll(async () => (reader = await syntaxReader()));

interface Sides {
  readonly base: Model;
  readonly ours: Model;
  readonly theirs: Model;
}

/** Three versions; in one of three both sides also make the same edits. */
const sides: fc.Arbitrary<Sides> = fc
  .record({ base: model, left: edits, right: edits, shared: fc.option(edits, { freq: 2 }) })
  .map(({ base, left, right, shared }) => {
    const from = shared ? edited(base, shared, 400) : base;
    return { base, ours: edited(from, left, 200), theirs: edited(from, right, 300) };
  });

type Writer = (text: string) => string;

function merge(
  { base, ours, theirs }: Sides,
  writing: Writing,
  write: Writer = (text) => text,
): StructuredMerge {
  const text = (of: Model): string => write(textOf(of, writing));
  const program = readProgram(
    { path: writing.path, base: text(base), ours: text(ours), theirs: text(theirs) },
    reader,
  );
  if (!program) throw new Error(`cannot be read:\n${text(ours)}\n${text(theirs)}`);
  return mergeStructured(program);
}

const partOf = ({ parts }: Model, id: number): Part | undefined => parts.find((part) => part.id === id);
const same = (a: Part | undefined, b: Part | undefined): boolean =>
  JSON.stringify(a && { ...a, members: [...a.members] }) ===
  JSON.stringify(b && { ...b, members: [...b.members] });
const idsOf = (...models: readonly Model[]): Set<number> =>
  new Set(models.flatMap(({ parts }) => parts.map((p) => p.id)));

/** Whether both sides did different things to the same part, so that there may be no answer. */
function areAtOdds({ base, ours, theirs }: Sides): boolean {
  return [...idsOf(base, ours, theirs)].some((id) => {
    const [was, left, right] = [partOf(base, id), partOf(ours, id), partOf(theirs, id)];
    // What both replaced leaves a gap that both may fill.
    if (!left && !right) return true;
    return !same(was, left) && !same(was, right) && !same(left, right);
  });
}

const count = (text: string, part: string): number => text.split(part).length - 1;

describe.each(WRITINGS.map((writing) => [writing.path, writing] as const))('merging %s', (_, writing) => {
  const holds = (property: (sides: Sides) => void, numRuns = 60): void =>
    fc.assert(fc.property(sides, property), { numRuns });

  test('what one side did and the other did not touch is there, once', () => {
    holds((three) => {
      const result = merge(three, writing);
      if (!areAtOdds(three)) expect(result).toMatchObject({ kind: 'merged' });
      if (result.kind !== 'merged') return;
      const { base, ours, theirs } = three;
      const names = declarationsOf(outlineOf(reader.read(writing.path, result.text)!)).map(
        ({ name }) => name,
      );
      for (const id of idsOf(base, ours, theirs)) {
        const [was, left, right] = [partOf(base, id), partOf(ours, id), partOf(theirs, id)];
        const expected = same(was, left) ? right : same(was, right) || same(left, right) ? left : null;
        if (expected === null) continue;
        const written = expected && writing.part(expected).trimEnd();
        if (written) expect(count(result.text, written)).toBe(1);
        else expect(names.filter((name) => /^[fC]/.test(name) && name.slice(1) === `${id}`)).toEqual([]);
      }
    });
  });

  test('imports and members are sets', () => {
    holds((three) => {
      const result = merge(three, writing);
      if (result.kind !== 'merged') return;
      const { base, ours, theirs } = three;
      const union = <T>(was: readonly T[], left: readonly T[], right: readonly T[]): T[] =>
        [...new Set([...left, ...right])].filter(
          (each) => !was.includes(each) || (left.includes(each) && right.includes(each)),
        );
      const outline = outlineOf(reader.read(writing.path, result.text)!);
      const imports = importsOf(outline).map(({ imports: { from } }) => Number(/\d+$/.exec(from)?.[0]));
      const expected = union(base.imports, ours.imports, theirs.imports);
      expect(imports.toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
      const members = (of: Model): number[] => of.parts.flatMap((part) => [...part.members.keys()]);
      const there = declarationsOf(outline).map(({ name }) => name);
      for (const id of union(members(base), members(ours), members(theirs)))
        expect(there.filter((name) => name === `m${id}`)).toHaveLength(1);
    });
  });

  test('which side is which does not matter for what is there', () => {
    holds((three) => {
      const result = merge(three, writing);
      const other = merge({ base: three.base, ours: three.theirs, theirs: three.ours }, writing);
      expect(other.kind).toBe(result.kind);
      const lines = ({ text }: { text: string }): string[] => text.split('\n').filter(Boolean).toSorted();
      if (result.kind === 'merged' && other.kind === 'merged') expect(lines(other)).toEqual(lines(result));
    });
  });

  test('what only one side changed comes out as that side has it, byte for byte', () => {
    holds(({ base, ours, theirs }) => {
      const text = textOf(ours, writing);
      for (const three of [
        { base, ours, theirs: base },
        { base, ours: base, theirs: ours },
        { base: theirs, ours, theirs: ours },
      ])
        expect(merge(three, writing)).toMatchObject({ kind: 'merged', text });
    });
  });

  test.each<[string, Writer]>([
    ['Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
    ['a byte order mark', (text) => `\uFEFF${text}`],
    ['no line end at the end', (text) => text.trimEnd()],
  ])('%s are kept', (_name, write) => {
    holds((three) => {
      const [usual, result] = [merge(three, writing), merge(three, writing, write)];
      expect(result.kind).toBe(usual.kind);
      if (result.kind === 'merged' && usual.kind === 'merged') expect(result.text).toBe(write(usual.text));
    }, 25);
  });
});
