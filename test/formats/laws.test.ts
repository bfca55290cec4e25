import fc from 'fast-check';
import { mergeFormat, type FormatMerge } from '@sluice/formats';
import { FORMATS, type Entries, type Sample } from './samples.ts';

interface Triple {
  readonly base: Entries;
  readonly ours: Entries;
  readonly theirs: Entries;
}

/** A side: some entries changed, some removed, some added, in their places. */
function sideOf(base: Entries, tag: string, values: boolean): fc.Arbitrary<Entries> {
  const fate = fc.constantFrom('keep', 'keep', 'keep', 'keep', values ? 'change' : 'keep', 'remove', 'add');
  const fates = fc.array(fate, { minLength: base.length + 1, maxLength: base.length + 1 });
  return fates.map((each) => {
    const edited = base.flatMap(([key, value], i): [string, string][] => {
      if (each[i] === 'remove') return [];
      if (each[i] === 'change') return [[key, `${value}${tag}`]];
      return each[i] === 'add'
        ? [
            [`${tag}${i}`, 'fresh'],
            [key, value],
          ]
        : [[key, value]];
    });
    return each.at(-1) === 'add' ? [...edited, [`${tag}end`, 'fresh']] : edited;
  });
}

const triples = (values: boolean): fc.Arbitrary<Triple> =>
  fc
    .uniqueArray(fc.stringMatching(/^[b-y][a-z]{1,5}$/), { minLength: 1, maxLength: 9 })
    .map((keys): Entries => keys.map((key, i) => [key, `v${i}`]))
    .chain((base) =>
      fc.record({
        base: fc.constant(base),
        ours: sideOf(base, 'o', values),
        theirs: sideOf(base, 't', values),
      }),
    );

function merge({ path, print }: Sample, { base, ours, theirs }: Triple): FormatMerge | null {
  return mergeFormat(path, print(base), print(ours), print(theirs));
}

/** How often each entry is in a text, by what it prints. */
function countOf({ token }: Sample, text: string, entry: Entries[number]): number {
  return text.split(token(entry)).length - 1;
}

/** What a text says, in whatever order. */
function said(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/,$/, ''))
    .toSorted();
}

describe.each(FORMATS)('a merge of $name', (sample) => {
  const values = sample.values;

  test('has once what one side added or changed and the other did not touch', () => {
    let merges = 0;
    fc.assert(
      fc.property(triples(values), (triple) => {
        const answer = merge(sample, triple);
        if (answer?.kind !== 'merged') return;
        merges += 1;
        const [base, ours, theirs] = [triple.base, triple.ours, triple.theirs].map((side) => new Map(side));
        for (const [mine, other] of [
          [ours!, theirs!],
          [theirs!, ours!],
        ] as const)
          for (const [key, value] of mine) {
            if (value !== base!.get(key) && other.get(key) === base!.get(key))
              expect([key, countOf(sample, answer.text, [key, value])]).toEqual([key, 1]);
          }
      }),
      { numRuns: 160 },
    );
    expect(merges).toBeGreaterThan(25);
  });

  test('has nothing that was removed, and everything that both kept', () => {
    fc.assert(
      fc.property(triples(values), (triple) => {
        const answer = merge(sample, triple);
        if (answer?.kind !== 'merged') return;
        const [ours, theirs] = [new Map(triple.ours), new Map(triple.theirs)];
        for (const [key, value] of triple.base) {
          const kept = ours.get(key) === value && theirs.get(key) === value;
          const gone = ours.get(key) !== value || theirs.get(key) !== value;
          const count = countOf(sample, answer.text, [key, value]);
          if (kept) expect([key, count]).toEqual([key, 1]);
          if (gone && !sample.keepsRemoved) expect([key, count]).toEqual([key, 0]);
        }
      }),
      { numRuns: 100 },
    );
  });

  test('says the same whichever side comes first', () => {
    fc.assert(
      fc.property(triples(values), ({ base, ours, theirs }) => {
        const [one, other] = [
          merge(sample, { base, ours, theirs }),
          merge(sample, { base, ours: theirs, theirs: ours }),
        ];
        expect(one?.kind).toBe(other?.kind);
        if (one?.kind === 'merged' && other?.kind === 'merged')
          expect(said(one.text)).toEqual(said(other.text));
      }),
      { numRuns: 100 },
    );
  });

  test('is the other side, byte for byte, where one changed nothing', () => {
    fc.assert(
      fc.property(
        triples(values),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        ({ base, ours }, eol, ended) => {
          const [before, after] = [sample.print(base), sample.print(ours)].map((text) =>
            (ended ? text : text.trimEnd()).replaceAll('\n', eol),
          ) as [string, string];
          for (const answer of [
            mergeFormat(sample.path, before, after, before),
            mergeFormat(sample.path, before, before, after),
          ])
            expect(answer?.kind === 'merged' && answer.text).toBe(after);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('leaves what both kept in its order', () => {
    fc.assert(
      fc.property(triples(values), (triple) => {
        const answer = merge(sample, triple);
        if (answer?.kind !== 'merged') return;
        const [ours, theirs] = [new Map(triple.ours), new Map(triple.theirs)];
        const places = triple.base
          .filter(([key, value]) => ours.get(key) === value && theirs.get(key) === value)
          .map((entry) => answer.text.indexOf(sample.token(entry)));
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
      { numRuns: 100 },
    );
  });

  test('is what both wrote, byte for byte, where they wrote the same', () => {
    fc.assert(
      fc.property(triples(values), ({ base, ours }) => {
        const both = sample.print(ours);
        for (const before of [sample.print(base), null]) {
          const answer = mergeFormat(sample.path, before, both, both);
          expect(answer?.kind === 'merged' && answer.text).toBe(both);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('says the same when a side is merged into it once more', () => {
    fc.assert(
      fc.property(triples(values), (triple) => {
        const answer = merge(sample, triple);
        if (answer?.kind !== 'merged') return;
        const base = sample.print(triple.base);
        for (const again of [
          mergeFormat(sample.path, base, answer.text, sample.print(triple.theirs)),
          mergeFormat(sample.path, base, sample.print(triple.ours), answer.text),
        ])
          // Of a list it may be asked once more, and new items that met may change places.
          if (again?.kind === 'merged') expect(said(again.text)).toEqual(said(answer.text));
      }),
      { numRuns: 100 },
    );
  });

  test('says the same in every shape of text, and keeps the shape', () => {
    const shapes: readonly ((text: string) => string)[] = [
      (text) => text.replaceAll('\n', '\r\n'),
      (text) => `\ufeff${text}`,
      (text) => text.replace(/[\r\n]+$/, ''),
    ];
    fc.assert(
      fc.property(triples(values), fc.subarray([0, 1, 2]), fc.boolean(), (triple, chosen, both) => {
        const shaped = (text: string): string => chosen.reduce((made, i) => shapes[i]!(made), text);
        const plain = merge(sample, triple);
        const [base, ours, theirs] = [triple.base, triple.ours, triple.theirs].map(sample.print) as [
          string,
          string,
          string,
        ];
        // A side that is hardly anything does not show how it is written.
        fc.pre(ours.split('\n').length > 2);
        // Where one side alone gives the file another shape, that is its change.
        const answer = both
          ? mergeFormat(sample.path, shaped(base), shaped(ours), shaped(theirs))
          : mergeFormat(sample.path, base, shaped(ours), theirs);
        expect(answer?.kind).toBe(plain?.kind);
        if (answer?.kind === 'merged' && plain?.kind === 'merged')
          expect(answer.text).toBe(shaped(plain.text));
      }),
      { numRuns: 100 },
    );
  });

  test('has all of two new files that do not contradict each other', () => {
    fc.assert(
      fc.property(triples(false), ({ ours, theirs }) => {
        const answer = mergeFormat(sample.path, null, sample.print(ours), sample.print(theirs));
        if (answer?.kind !== 'merged') return;
        for (const entry of new Map([...ours, ...theirs]))
          expect([entry[0], countOf(sample, answer.text, entry)]).toEqual([entry[0], 1]);
      }),
      { numRuns: 100 },
    );
  });

  test('can be merged again', () => {
    fc.assert(
      fc.property(triples(values), ({ base, ours, theirs }) => {
        const answer = merge(sample, { base, ours, theirs });
        if (answer?.kind !== 'merged') return;
        const again = mergeFormat(sample.path, answer.text, answer.text, answer.text);
        expect(again?.kind === 'merged' && again.text).toBe(answer.text);
      }),
      { numRuns: 60 },
    );
  });
});
