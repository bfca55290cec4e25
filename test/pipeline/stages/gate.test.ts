import type { Clock, StopSignals } from '@sluice/ports';
import { Gate } from '../../../packages/pipeline/src/stages/gate.ts';

const SETTINGS = { label: 'stop-claude', ref: 'refs/heads/sluice/stop', variable: '' };
const NOTHING: StopSignals = { labelled: [], ref: false };

/** A forge whose signals change, and a clock that is moved by hand. */
function world(signals: StopSignals | Error = NOTHING) {
  const state = { signals, seconds: 0, readings: 0 };
  const clock: Clock = { now: () => state.seconds, elapsed: () => state.seconds };
  const stopSignals = (): Promise<StopSignals> => {
    state.readings += 1;
    return state.signals instanceof Error ? Promise.reject(state.signals) : Promise.resolve(state.signals);
  };
  return { state, clock, forge: { stopSignals } };
}

test('opens where nothing says stop', async () => {
  const { clock, forge } = world();
  await expect(new Gate(forge, clock, SETTINGS).pass()).resolves.toBeDefined();
});

test.each([
  ['a label', { labelled: ['#12'], ref: false }, '#12 carries the label stop-claude'],
  ['the ref', { labelled: [], ref: true }, 'the ref refs/heads/sluice/stop exists'],
])('stops at %s, and says which', async (_, signals, words) => {
  const { clock, forge } = world(signals);
  const passing = new Gate(forge, clock, SETTINGS).pass();
  await expect(passing).rejects.toMatchObject({ code: 'STOPPED', message: expect.stringContaining(words) });
});

test.each(['1', 'true', 'yes please', ' 0x '])('stops where the variable is %j', async (variable) => {
  const { clock, forge, state } = world();
  await expect(new Gate(forge, clock, { ...SETTINGS, variable }).pass()).rejects.toMatchObject({
    code: 'STOPPED',
  });
  expect(state.readings).toBe(0);
});

test.each(['', '0', 'false', ' FALSE '])('goes on where the variable is %j', async (variable) => {
  const { clock, forge } = world();
  await expect(new Gate(forge, clock, { ...SETTINGS, variable }).pass()).resolves.toBeDefined();
});

test('what cannot be read is stopped', async () => {
  const { clock, forge } = world(new Error('socket hang up'));
  await expect(new Gate(forge, clock, SETTINGS).pass()).rejects.toMatchObject({ code: 'STOP_UNREADABLE' });
});

test('one reading serves the writes of five seconds, and no longer', async () => {
  const { clock, forge, state } = world();
  const gate = new Gate(forge, clock, SETTINGS);
  await gate.pass();
  state.seconds = 4.9;
  state.signals = { labelled: ['#1'], ref: false };
  await gate.pass();
  expect(state.readings).toBe(1);
  state.seconds = 5;
  await expect(gate.pass()).rejects.toMatchObject({ code: 'STOPPED' });
});

test('a stop is read anew each time until it is gone', async () => {
  const { clock, forge, state } = world({ labelled: ['#1'], ref: false });
  const gate = new Gate(forge, clock, SETTINGS);
  await expect(gate.pass()).rejects.toMatchObject({ code: 'STOPPED' });
  state.signals = NOTHING;
  await expect(gate.pass()).resolves.toBeDefined();
});
