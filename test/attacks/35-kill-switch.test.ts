import type { Clock, StopSignals } from '@sluice/ports';
import { Gate, STOP_LABEL, STOP_REF } from '@sluice/pipeline';

const SETTINGS = { label: STOP_LABEL, ref: STOP_REF, variable: '' };

/** Somebody sets the label after the first gate of a run, when its deliveries are about to be written. */
function world(clock: (seconds: number) => number) {
  const state = { signals: { labelled: [], ref: false } as StopSignals, seconds: 0 };
  const time: Clock = { now: () => state.seconds, elapsed: () => clock(state.seconds) };
  const gate = new Gate({ stopSignals: () => Promise.resolve(state.signals) }, time, SETTINGS);
  const written: string[] = [];
  const write = async (what: string): Promise<void> => {
    await gate.pass();
    written.push(what);
  };
  return { state, write, written };
}

test('with one reading for a whole job, a label that comes later stops nothing', async () => {
  const { state, write, written } = world(() => 0);
  await write('branch');
  state.signals = { labelled: ['#7'], ref: false };
  state.seconds = 60;
  await write('pull request');
  expect(written).toEqual(['branch', 'pull request']);
});

test('each write looks again, and nothing more is written', async () => {
  const { state, write, written } = world((seconds) => seconds);
  await write('branch');
  state.signals = { labelled: ['#7'], ref: false };
  state.seconds = 60;
  await expect(write('pull request')).rejects.toMatchObject({ code: 'STOPPED' });
  expect(written).toEqual(['branch']);
});

test('who may take a label off one issue cannot release what another signal holds', async () => {
  const { state, write, written } = world((seconds) => seconds);
  state.signals = { labelled: ['#7'], ref: true };
  await expect(write('branch')).rejects.toMatchObject({ code: 'STOPPED' });
  state.signals = { labelled: [], ref: true };
  await expect(write('branch')).rejects.toMatchObject({ code: 'STOPPED' });
  expect(written).toEqual([]);
});
