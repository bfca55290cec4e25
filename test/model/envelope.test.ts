import * as fc from 'fast-check';
import { digestOf, openEnvelope, sealEnvelope, type Candidates } from '@sluice/model';

const TREE = 'a'.repeat(40);
const ADMISSION = `sha256:${'1'.repeat(64)}`;

function candidates(slot = 1, branch = 'claude/a'): Candidates {
  return {
    slot,
    lanes: [
      {
        branches: [branch],
        lands: [branch],
        contested: [],
        candidates: [
          {
            id: 'c1.1',
            cluster: 'c1',
            strategy: 'independent-set',
            tree: TREE as never,
            complete: true,
            steps: [{ branch, head: TREE as never, tree: TREE as never, files: [], dropped: [] }],
          },
        ],
      },
    ],
  };
}

test('what is sealed opens again with the digest that came another way', () => {
  const sealed = sealEnvelope('candidates', candidates(), [ADMISSION]);
  const opened = openEnvelope('candidates', sealed.bytes, { digest: sealed.digest, previous: [ADMISSION] });
  expect(opened).toEqual(candidates());
});

test('the same payload gives the same bytes, whatever the order of its keys', () => {
  const turned = Object.fromEntries(Object.entries(candidates()).toReversed()) as unknown as Candidates;
  expect(sealEnvelope('candidates', turned, []).digest).toBe(
    sealEnvelope('candidates', candidates(), []).digest,
  );
});

test('any name of a branch or path, bytes that are not UTF-8 included, comes through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      const branch = `claude/${text}\udcff`;
      const sealed = sealEnvelope('candidates', candidates(1, branch), []);
      const opened = openEnvelope('candidates', sealed.bytes, { digest: sealed.digest, previous: [] });
      expect(opened.lanes[0]!.branches).toEqual([branch]);
    }),
  );
});

const invalid = expect.objectContaining({ code: 'ENVELOPE_INVALID' });

describe('an artifact that another job put in its place', () => {
  const sealed = sealEnvelope('candidates', candidates(), [ADMISSION]);
  const expected = { digest: sealed.digest, previous: [ADMISSION] };

  test('does not have the digest', () => {
    const other = sealEnvelope('candidates', candidates(2), [ADMISSION]);
    expect(() => openEnvelope('candidates', other.bytes, expected)).toThrow(invalid);
  });

  test('may not have one byte more', () => {
    const longer = Buffer.concat([sealed.bytes, Buffer.from(' ')]);
    expect(() => openEnvelope('candidates', longer, expected)).toThrow(invalid);
  });

  test('may not be of another kind', () => {
    expect(() => openEnvelope('verdict', sealed.bytes, expected)).toThrow(invalid);
  });

  test('may not be made from the documents of another run', () => {
    const other = { digest: sealed.digest, previous: [`sha256:${'2'.repeat(64)}`] };
    expect(() => openEnvelope('candidates', sealed.bytes, other)).toThrow(invalid);
  });

  test('is refused with its digest where it has not the form', () => {
    for (const text of ['', 'null', '{}', '{"schema":"sluice/envelope@1"}', 'no JSON']) {
      const bytes = Buffer.from(text);
      const own = { digest: digestOf(bytes), previous: [] };
      expect(() => openEnvelope('candidates', bytes, own)).toThrow(invalid);
    }
  });
});
