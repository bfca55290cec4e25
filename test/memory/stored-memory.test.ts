// A memory that comes from somewhere else is read like anything that others wrote.
import { decodeMemory, EMPTY_MEMORY, encodeMemory } from '@sluice/memory';
import { afterwards, conflictOf, NOW } from './written.ts';

const known = afterwards({ pieces: conflictOf('', 'a;', 'b;'), answer: 'a;\nb;', outcomes: ['passed'] });
const written = encodeMemory(known);

test('nothing is a memory too', () => {
  expect(decodeMemory(encodeMemory(EMPTY_MEMORY), NOW)).toEqual({ kind: 'read', memory: EMPTY_MEMORY });
});

test.each([
  ['no JSON', written.slice(0, -20), 'it is not JSON'],
  ['of another version', written.replace('memory@1', 'memory@2'), 'its format is "sluice/memory@2"'],
  ['of another shape', '[]', 'its format is undefined'],
  ['with a list that is none', written.replace('"events":[', '"events":7,"more":['), 'expected array'],
  ['with words that are not known', written.replace('"passed"', '"praised"'), 'Invalid option'],
  ['too large', ' '.repeat(33 * 1_048_576), 'it is too large'],
])('what is %s is damaged, and says why', (_, text, why) => {
  const reading = decodeMemory(text, NOW);
  expect(reading.kind).toBe('damaged');
  expect(reading.kind === 'damaged' && reading.why).toContain(why);
});

test('a decision that calls itself by the name of another is not it', () => {
  const forged = written.replace('["first",0]', '["base",0]');
  expect(forged).not.toBe(written);
  expect(decodeMemory(forged, NOW)).toMatchObject({ memory: { decisions: new Map() } });
});

test('an event that was copied to count twice counts once', () => {
  const [, id] = /"id":"([0-9a-f]{24})","outcome":"passed"/.exec(written)!;
  const line = written
    .split('\n')
    .find((one) => one.includes(`"id":"${id}"`))!
    .replace(/\],?$|,$/, '');
  const forged = written.replace('"events":[', `"events":[\n${line.replace(id!, 'f'.repeat(24))},`);
  expect(decodeMemory(forged, NOW)).toEqual({ kind: 'read', memory: known });
});

test('nothing was seen in the future', () => {
  const early = Math.min(...[...known.events.values()].map(({ at }) => at)) + 10;
  const reading = decodeMemory(written, early);
  const times = reading.kind === 'read' ? [...reading.memory.events.values()].map(({ at }) => at) : [];
  expect(Math.max(...times)).toBe(early);
});
