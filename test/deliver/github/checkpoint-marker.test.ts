import fc from 'fast-check';
import { alarmIssue, decodeAlarm, decodeMarker, encodeMarker, findAlarm, findMarker } from '@sluice/deliver';
import { asOid, type Oid } from '@sluice/model';
import { mixedView, VERDICT_DIGEST } from '../../support/checkpoint-views.ts';
import { ALARM } from '../../support/github-samples.ts';
import { oid } from '../../support/run-results.ts';

const id = fc.nat(0xffffffff).map((seed) => asOid(oid(seed)));
const facts = fc.record({
  group: fc.string({ minLength: 1 }),
  base: fc.record({ ref: fc.string({ minLength: 1 }), sha: id }),
  commit: id,
  tree: id,
  heads: fc.array(fc.tuple(fc.string({ unit: 'binary', minLength: 1 }), id)).map((pairs) => new Map(pairs)),
  run: fc.record({ id: fc.integer({ min: 1 }), attempt: fc.integer({ min: 1 }) }),
  digest: fc.constant(VERDICT_DIGEST),
  state: fc.constant(VERDICT_DIGEST),
  words: fc.constant(VERDICT_DIGEST),
});
const block = (group = 'all') =>
  encodeMarker({
    ...mixedView().checkpoint,
    group,
    heads: new Map(),
    run: { id: 1, attempt: 1 },
    digest: VERDICT_DIGEST,
    state: VERDICT_DIGEST,
    words: VERDICT_DIGEST,
  });

describe('the marked block', () => {
  test('gives back what was written, from the middle of any body, on one line', () => {
    fc.assert(
      fc.property(facts, fc.string(), (written, prose) => {
        const line = encodeMarker(written);
        expect(line).toMatch(/^<!-- sluice:checkpoint v1 [A-Za-z0-9+/]+\.[0-9a-f]{16} -->$/);
        for (const end of ['\n', '\r\n']) {
          const read = decodeMarker(`${prose}${end}${line}${end}`);
          expect(read).toMatchObject({ ...written, heads: new Map(written.heads) });
        }
      }),
    );
  });

  test('is not read when one character of it is another one', () => {
    const line = block();
    for (let i = 0; i < line.length; i += 1)
      expect(decodeMarker(line.slice(0, i) + (line[i] === 'A' ? 'B' : 'A') + line.slice(i + 1))).toBeNull();
  });

  test.each([
    ['an empty body', ''],
    ['another version', '<!-- sluice:checkpoint v2 e30.0000000000000000 -->'],
    ['a quotation', `> ${block()}`],
    ['the middle of a line', `x ${block()}`],
    ['a body that was cut', block().slice(0, -9)],
  ])('is not seen in %s', (_, body) => {
    expect(decodeMarker(body)).toBeNull();
  });

  test('is ambiguous when there are two, be they the same', () => {
    expect(decodeMarker(`${block()}\n${block()}`)).toBe('ambiguous');
    expect(decodeMarker(`quoted: ${block('b')}\n${block()}`)).toBe('ambiguous');
  });

  test('leaves the list of heads out when it is long, and still names the set', () => {
    const heads = new Map(
      Array.from({ length: 500 }, (_, i): [string, Oid] => [`claude/${i}`, asOid(oid(i))]),
    );
    const written = {
      ...mixedView().checkpoint,
      heads,
      run: { id: 1, attempt: 1 },
      digest: VERDICT_DIGEST,
      state: VERDICT_DIGEST,
      words: VERDICT_DIGEST,
    };
    const turned = { ...written, heads: new Map([...heads].toReversed()) };
    const read = decodeMarker(encodeMarker(written));
    expect(read).toMatchObject({ heads: null });
    expect(encodeMarker(turned)).toBe(encodeMarker(written));
    expect(decodeMarker(encodeMarker({ ...written, heads: new Map([...heads].slice(1)) }))).not.toEqual(read);
  });
});

describe('looking for the checkpoint of a group', () => {
  test('finds the one body that marks it', () => {
    expect(findMarker(['nothing', block('other'), block('all')], 'all')).toMatchObject({
      kind: 'found',
      index: 2,
    });
    expect(findMarker(['nothing', block('other')], 'all')).toEqual({ kind: 'none' });
  });

  test('leaves it to a person where two mark it, or one does twice', () => {
    expect(findMarker([block(), 'x', block()], 'all')).toEqual({ kind: 'ambiguous', indexes: [0, 2] });
    expect(findMarker([block(), `${block('b')}\n${block('c')}`], 'all')).toEqual({
      kind: 'ambiguous',
      indexes: [0, 1],
    });
  });
});

describe('the one issue about an alarm', () => {
  const { repository } = mixedView();

  test('is found again by its kind and remembers each sighting once', () => {
    const first = alarmIssue(ALARM, { repository, previous: null });
    const found = findAlarm(['unrelated', block(), first.body], 'landed-tree-mismatch');
    expect(found).toMatchObject({ index: 2, facts: { sightings: [{ commit: ALARM.commit }] } });
    expect(findAlarm([first.body], 'checkpoint-overwritten')).toBeNull();
    const again = alarmIssue(ALARM, { repository, previous: found!.facts });
    expect(again).toEqual(first);
    const other = alarmIssue({ ...ALARM, commit: asOid(oid(7)) }, { repository, previous: found!.facts });
    expect(other.title).toBe(first.title);
    expect(decodeAlarm(other.body)).toMatchObject({
      sightings: [{ commit: ALARM.commit }, { commit: oid(7) }],
    });
  });

  test('keeps the first sighting and the newest, however often it is seen', () => {
    let body = alarmIssue(ALARM, { repository, previous: null }).body;
    for (let i = 1; i <= 120; i += 1) {
      const previous = decodeAlarm(body);
      if (previous === null || previous === 'ambiguous') throw new Error('unreadable');
      body = alarmIssue({ ...ALARM, commit: asOid(oid(i)) }, { repository, previous }).body;
    }
    const read = decodeAlarm(body);
    if (read === null || read === 'ambiguous') throw new Error('unreadable');
    const seen = read.sightings.map(({ commit }) => commit);
    expect([seen.length, seen[0], seen.at(-1)]).toEqual([50, ALARM.commit, oid(120)]);
    expect(Buffer.byteLength(body, 'utf8')).toBeLessThan(65_536);
  });
});
