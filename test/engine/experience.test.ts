// Where people keep editing what a method makes of files, it is believed less, and at last not taken.
import { DEFAULT_POLICY } from '@sluice/config';
import type { Experience } from '@sluice/merge';
import { openEngine } from '@sluice/engine';
import type { Method } from '@sluice/model';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** Both sides add an entry to a list of data. */
const DATA = {
  path: 'a.json',
  base: lines('{', '  "names": {', '    "alpha": 1', '  }', '}'),
  ours: lines('{', '  "names": {', '    "alpha": 1,', '    "beta": 2', '  }', '}'),
  theirs: lines('{', '  "names": {', '    "alpha": 1,', '    "gamma": 3', '  }', '}'),
};
/** Both sides add an import at one place. */
const PROGRAM = {
  path: 'a.ts',
  base: lines("import { a } from './a.ts';", '', 'export const x = a;'),
  ours: lines("import { a } from './a.ts';", "import { b } from './b.ts';", '', 'export const x = a;'),
  theirs: lines("import { a } from './a.ts';", "import { c } from './c.ts';", '', 'export const x = a;'),
};
/** Records of which either side has one more: lines and records come to the same text. */
const LOG = {
  path: 'log.jsonl',
  base: lines('{"id":1}'),
  ours: lines('{"id":1}', '{"id":2}'),
  theirs: lines('{"id":1}', '{"id":3}'),
};

const distrusting =
  (...methods: readonly Method[]): Experience =>
  (method, likelihood) =>
    methods.includes(method) ? likelihood / 5 : likelihood;

const CASES = [
  ['keys', DATA],
  ['structured', PROGRAM],
  ['records', LOG],
] as const;

test.each(CASES)('%s: while nothing is known of it, all is as it is', async (method, sides) => {
  const engine = await openEngine();
  const merged = engine.mergeBeforeTests(sides);
  expect(merged).toMatchObject({ kind: 'merged', method });
  expect(engine.mergeBeforeTests(sides, (_, likelihood) => likelihood)).toEqual(merged);
  expect(engine.mergeBeforeTests(sides, distrusting('synthesised'))).toEqual(merged);
});

test.each(CASES)(
  '%s: the text that people keep editing is not taken under another name',
  async (method, sides) => {
    const engine = await openEngine();
    const merged = engine.mergeBeforeTests(sides, distrusting(method));
    expect(merged.kind === 'conflict' || merged.confidence < DEFAULT_POLICY.merge.minConfidence).toBe(true);
  },
);
