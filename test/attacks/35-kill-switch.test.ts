import { openForge } from '@sluice/adapters/github/open-forge';
import { asOid } from '@sluice/model';
import type { Clock, StopSignals } from '@sluice/ports';
import { Gate, STOP_LABEL, STOP_REF } from '@sluice/pipeline';
import { raiseAlarm } from '../../packages/pipeline/src/stages/publish-delivery.ts';
import { NAME, openWorld, REPO, type World } from '../local-github/hub/world.ts';

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

describe('on the forge, with what delivery really writes', () => {
  const ALARM = {
    kind: 'checkpoint-overwritten',
    commit: asOid('a'.repeat(40)),
    expected: null,
    actual: null,
    runUrl: 'https://forge.example/run/1',
    detail: 'Somebody pushed.',
  } as const;

  let place: World;
  let seconds: number;
  beforeEach(async () => {
    place = await openWorld();
    await place.clone();
    seconds = 0;
  });
  afterEach(() => place.close());

  /** The stage that tells an alarm, with the gate in front of its write; `clock` says how old a reading looks. */
  async function delivery(
    clock: () => number,
  ): Promise<{ first: () => Promise<void>; write: () => Promise<string> }> {
    const { runnerHost } = place.hub;
    const permissions = { contents: 'read', issues: 'write', 'pull-requests': 'read' } as const;
    const forge = openForge({
      apiUrl: runnerHost.apiUrl,
      graphqlUrl: runnerHost.graphqlUrl,
      token: place.token({ kind: 'job', permissions }).value,
      repository: NAME,
      userAgent: 'sluice-test',
      log: () => undefined,
      patience: { attempts: 1 },
    });
    const gate = new Gate(forge, { now: () => seconds, elapsed: clock }, SETTINGS);
    const repository = await forge.repository();
    return {
      first: async () => void (await gate.pass()),
      write: () => raiseAlarm({ forge, gate }, ALARM, repository),
    };
  }

  /** An open issue with the label, as somebody on call makes it from a phone. */
  async function stopIt(): Promise<number> {
    const rest = place.octokit().rest.issues;
    return (await rest.create({ ...REPO, title: 'Stop', labels: [STOP_LABEL] })).data.number;
  }
  const alarms = (): number =>
    [...place.repository.issues.values()].filter(({ labels }) => labels.has('sluice-alarm')).length;

  test('a label that comes between two writes is passed by where one reading is for ever', async () => {
    const { first, write } = await delivery(() => 0);
    await first();
    await stopIt();
    seconds = 60;
    await write();
    expect(alarms()).toBe(1);
  });

  test('it stops the next write, and nothing is on the forge', async () => {
    const { first, write } = await delivery(() => seconds);
    await first();
    await stopIt();
    seconds = 60;
    await expect(write()).rejects.toMatchObject({ code: 'STOPPED' });
    expect(alarms()).toBe(0);
  });

  test('who may only read cannot take it off again; who may write can', async () => {
    const { write } = await delivery(() => seconds);
    const number = await stopIt();
    const release = (permissions: 'read' | 'write'): Promise<unknown> =>
      place
        .octokit(place.token({ kind: 'pat', login: 'mallory', permissions: { issues: permissions } }))
        .rest.issues.update({ ...REPO, issue_number: number, labels: [] });
    await expect(release('read')).rejects.toThrow();
    await expect(write()).rejects.toMatchObject({ code: 'STOPPED' });
    expect(alarms()).toBe(0);
    await release('write');
    seconds = 60;
    await write();
    expect(alarms()).toBe(1);
  });

  test('a forge that does not tell counts as stopped', async () => {
    const { write } = await delivery(() => seconds);
    place.hub.inject({ kind: 'graphql' }, { status: 502 }, 10);
    await expect(write()).rejects.toMatchObject({ code: 'STOP_UNREADABLE' });
    expect(alarms()).toBe(0);
  });
});
