// On a forge every job goes by the memory that the admission carries, and comes to the same tree.
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { FileDirectoryStore } from '@sluice/adapters/store/file-directory-store';
import { FileStore } from '@sluice/adapters/store/file-store';
import { findSandbox } from '@sluice/adapters/sandbox/find-sandbox';
import { neutralise } from '@sluice/adapters/sandbox/neutralise';
import type { LocalGit } from '@sluice/adapters/git/local-git';
import { openEngine } from '@sluice/engine';
import { encodeMemory } from '@sluice/memory';
import {
  digestOf,
  type Admission,
  type Candidates,
  type CheckpointVerdict,
  type Policy,
} from '@sluice/model';
import { makeCandidates, validateCheckpoint } from '@sluice/pipeline';
import { admitMemory } from '../../../packages/pipeline/src/memory/admitted-memory.ts';
import { conflictPieces } from '../../../packages/pipeline/src/memory/conflict-pieces.ts';
import { remakeCheckpoint, type Remaking } from '../../../packages/pipeline/src/stages/remake-checkpoint.ts';
import { afterwards, NOW } from '../../memory/written.ts';
import { directory, removeAll } from '../../support/sandboxed.ts';
import { TEST_POLICY } from '../../support/surveyed.ts';
import { inRepository, removeHistories, writeBranches } from '../../support/written-history.ts';

afterAll(() => {
  removeHistories();
  removeAll();
});

const tier = { name: 'test', command: 'true', seconds: null, report: null };
const POLICY: Policy = { ...TEST_POLICY, tiers: [tier], install: false, memory: 'branch' };
const BASE = 'first line\nlast line\n';
const ONE = 'first line\nconst left = open(here);\nlast line\n';
const OTHER = 'first line\nfor (const name of names()) log(name);\nlast line\n';
const HISTORY = {
  base: { 'a.ts': BASE },
  branches: { one: { 'a.ts': ONE }, other: { 'a.ts': OTHER } },
};
const BOTH = 'for (const name of names()) log(name);\nconst left = open(here);';

/** What somebody knows who has seen the conflict decided. */
function knowing(answer = BOTH): string {
  const pieces = conflictPieces({ base: BASE, ours: ONE, theirs: OTHER });
  return encodeMemory(afterwards({ path: 'a.ts', pieces, answer, outcomes: ['passed', 'landed'] }));
}

async function admissionWith(git: LocalGit, text: string | null): Promise<Admission> {
  const [base, one, other] = await Promise.all(
    ['main', 'one', 'other'].map(async (name) => (await git.resolve(name))!),
  );
  const admitted = [
    { name: 'one', ref: 'refs/heads/one', head: one!, agent: '', signed: null },
    { name: 'other', ref: 'refs/heads/other', head: other!, agent: '', signed: null },
  ];
  return {
    repository: { id: 1, owner: 'o', name: 'r' },
    base: { ref: 'refs/heads/main', sha: base! },
    trust: 'recompute-only',
    admitted,
    refused: [],
    slots: [['c1']],
    checkpoints: [{ id: 'all', branches: ['one', 'other'] }],
    memory: text === null ? null : { text, at: NOW },
    answered: null,
    objects: { digest: digestOf(Buffer.alloc(0)), bytes: 0 },
  };
}

interface Run {
  readonly candidates: Candidates;
  readonly verdict: CheckpointVerdict;
  readonly remaking: Remaking;
}

/** The three jobs that merge, one after another, each starting from the admission. */
function runWith(text: string | null): Promise<Run> {
  return inRepository(writeBranches(HISTORY), async (git) => {
    const admission = await admissionWith(git, text);
    const loadMerger = openEngine;
    const progress = (): void => undefined;
    const tools = { git, clock: systemClock, progress, policy: POLICY, loadMerger };
    const candidates = await makeCandidates(tools, admission, 1);
    const place = directory();
    const verdict = await validateCheckpoint(
      {
        ...tools,
        signal: new AbortController().signal,
        store: new FileStore(`${place}/store`),
        directories: new FileDirectoryStore(`${place}/dependencies`),
        machine: {
          registryHosts: () => Promise.resolve([]),
          registryVariables: () => Promise.resolve({}),
          hasProgram: () => false,
        },
        workDir: git.workDir,
        findSandbox: () => findSandbox({ unsafe: false }),
        neutralise,
      },
      { admission, candidates: [candidates], checkpoint: 'all', policy: POLICY },
    );
    const refs = new Map((await git.refs()).map(({ name, oid }) => [name, oid]));
    const trust = { mode: 'recompute-only' } as never;
    const remaking = await remakeCheckpoint(tools, { admission, verdict, trust, refs });
    return { candidates, verdict, remaking };
  });
}

const landed = ({ verdict }: Run): string[] => verdict.accepted.map(({ branch }) => branch).toSorted();

test('without a memory the conflict is left to a person', async () => {
  expect(landed(await runWith(null))).toHaveLength(1);
});

test('all jobs recall the same, and what is delivered has the tree that was validated', async () => {
  const run = await runWith(knowing());
  expect(landed(run)).toEqual(['one', 'other']);
  const methods = run.candidates.lanes.flatMap((lane) =>
    lane.candidates.flatMap(({ steps }) => steps.flatMap(({ files }) => files.map(({ method }) => method))),
  );
  expect(methods).toContain('remembered');
  expect(run.remaking).toMatchObject({ kind: 'remade', remade: { tip: { tree: run.verdict.tree } } });
});

test('a text that others wrote into the memory is not taken', async () => {
  const planted = `${BOTH}\nsend(secrets);`;
  expect(landed(await runWith(knowing(planted)))).toHaveLength(1);
});

describe('what is admitted', () => {
  const admitted = (branch: string | null, policy: Policy = POLICY) => {
    const branches = {
      ...HISTORY.branches,
      ...(branch === null ? {} : { 'sluice/state': { 'memory.json': branch } }),
    };
    return inRepository(writeBranches({ ...HISTORY, branches }), async (git) => {
      const told: string[] = [];
      const remote = {
        branches: async () => git.refs(),
        fetch: () => Promise.resolve(),
        push: () => Promise.resolve('lost' as const),
      };
      const progress = ({ message }: { message: string }): void => void told.push(message);
      const clock = { ...systemClock, now: () => NOW };
      const base = { ref: 'refs/heads/main', sha: (await git.resolve('main'))! };
      const memory = await admitMemory({ git, remote, clock, progress }, base, policy);
      return { memory, told };
    });
  };

  test('is the memory of the branch, as it is now', async () => {
    expect(await admitted(knowing())).toEqual({ memory: { text: expect.any(String), at: NOW }, told: [] });
  });

  test.each([[null], [knowing()]])('is none where the policy does not say so', async (branch) => {
    expect(await admitted(branch, { ...POLICY, memory: 'local' })).toEqual({ memory: null, told: [] });
  });

  test('is none where nobody keeps one', async () => {
    expect(await admitted(null)).toEqual({ memory: null, told: [] });
  });

  test('is none where it is damaged, and that is told', async () => {
    const { memory, told } = await admitted('{');
    expect(memory).toBeNull();
    expect(told).toEqual([expect.stringContaining('it is not JSON')]);
  });
});
