import fc from 'fast-check';
import type { LineAnswer } from '../../../packages/cli/src/merge-file/answer-line.ts';
import { serveBatch, type BatchLimits } from '../../../packages/cli/src/merge-file/serve-batch.ts';
import { splitLines } from '../../../packages/cli/src/merge-file/split-lines.ts';

const LIMITS: BatchLimits = { line: 100, lines: 4, bytes: 1000 };
const later = (turns: number): Promise<void> =>
  turns <= 0 ? Promise.resolve() : new Promise((resolve) => setImmediate(() => resolve(later(turns - 1))));
const answered = (json: string): LineAnswer => ({ json, sound: true });

async function* chunksOf(...texts: readonly string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}

test('lines come out whole, however the stream is cut', async () => {
  const text = fc.array(fc.stringMatching(/^[a-c]{0,6}$/), { maxLength: 8 }).map((all) => all.join('\n'));
  await fc.assert(
    fc.asyncProperty(text, fc.array(fc.nat(12), { maxLength: 6 }), async (whole, cuts) => {
      const places = [0, ...cuts.filter((at) => at <= whole.length).sort((a, b) => a - b), whole.length];
      const chunks = places.slice(1).map((to, i) => whole.slice(places[i], to));
      const lines: string[] = [];
      for await (const line of splitLines(chunksOf(...chunks), 100)) lines.push(line!.toString());
      const expected = whole.split('\n');
      if (expected.at(-1) === '') expected.pop();
      expect(lines).toEqual(expected);
    }),
  );
});

test('a line that is too long is skipped, and the next is read', async () => {
  const lines: (string | null)[] = [];
  for await (const line of splitLines(chunksOf('aaaaa', 'aaaaa\nb', 'b\n'), 4))
    lines.push(line?.toString() ?? null);
  expect(lines).toEqual([null, 'bb']);
});

test('answers are written in the order of the lines, whoever is ready first', async () => {
  const written: string[] = [];
  const waits = [3, 0, 5, 1];
  await serveBatch(chunksOf('a\nb\nc\nd\n'), {
    answer: async (line, number) => {
      await later(waits[number - 1]!);
      return answered(line.toString());
    },
    write: (line) => Promise.resolve(void written.push(line)),
    limits: LIMITS,
  });
  expect(written.join('')).toBe('a\nb\nc\nd\n');
});

test('an answer is written while the next line is still awaited', async () => {
  const written: string[] = [];
  async function* slow(): AsyncGenerator<Buffer> {
    yield Buffer.from('a\n');
    for (let i = 0; i < 100 && written.length === 0; i++) await later(1);
    expect(written).toEqual(['a\n']);
    yield Buffer.from('b\n');
  }
  await serveBatch(slow(), {
    answer: (line) => Promise.resolve(answered(line.toString())),
    write: (line) => Promise.resolve(void written.push(line)),
    limits: LIMITS,
  });
  expect(written).toEqual(['a\n', 'b\n']);
});

test('no more lines are taken in than the limit while nobody reads the answers', async () => {
  let asked = 0;
  let open: () => void = () => undefined;
  const reader = new Promise<void>((resolve) => (open = resolve));
  const served = serveBatch(chunksOf('l\n'.repeat(50)), {
    answer: () => {
      asked += 1;
      return Promise.resolve(answered('x'));
    },
    write: () => reader,
    limits: LIMITS,
  });
  await later(50);
  expect(asked).toBe(LIMITS.lines);
  open();
  expect(await served).toBe(0);
  expect(asked).toBe(50);
});

test('a line without an answer is counted, and costs itself alone', async () => {
  const written: string[] = [];
  const failed = await serveBatch(chunksOf(`a\n${'x'.repeat(200)}\nb\n`), {
    answer: (line) => Promise.resolve({ json: line.toString(), sound: line.toString() !== 'b' }),
    write: (line) => Promise.resolve(void written.push(line)),
    limits: LIMITS,
  });
  expect(failed).toBe(2);
  expect(written[1]).toBe('{"id":null,"line":2,"error":"longer than 100 bytes"}\n');
  expect([written[0], written[2]]).toEqual(['a\n', 'b\n']);
});

test('when nobody can be written to any more, reading ends', async () => {
  const served = serveBatch(chunksOf('l\n'.repeat(50)), {
    answer: () => Promise.resolve(answered('x')),
    write: () => Promise.reject(new Error('gone')),
    limits: LIMITS,
  });
  await expect(served).rejects.toThrow('gone');
});
