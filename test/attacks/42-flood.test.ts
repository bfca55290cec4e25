import { DEFAULT_POLICY } from '@sluice/config';
import { MANIFEST_ARTIFACT, type Policy } from '@sluice/model';
import { chooseRuns, withinCaps, type Chosen } from '../../packages/pipeline/src/stages/choose-runs.ts';
import { downloadManifests } from '../../packages/pipeline/src/stages/download-manifests.ts';
import { branchOf, NOW, runOf, TRUST } from '../support/workflow-runs.ts';

const FLOOD = Array.from({ length: 400 }, (_, i) => i + 1);
const QUIET = [900, 901];
const ALL = [...FLOOD, ...QUIET];

/** 400 branches of one account within minutes, and two of another an hour before. */
const runs = ALL.map((n) =>
  runOf(
    n,
    FLOOD.includes(n) ? { actor: 'flood', createdAt: NOW - 300 } : { actor: 'quiet', createdAt: NOW - 4000 },
  ),
);
const choose = (policy: Policy): Chosen =>
  withinCaps(chooseRuns(ALL.map(branchOf), runs, TRUST), policy, { runs, now: NOW });
const quietOnes = ({ candidacies }: Chosen): number =>
  candidacies.filter(({ agent }) => agent === 'quiet').length;

const OPEN = {
  ...DEFAULT_POLICY.admission,
  branches: 10_000,
  branchesPerAgent: 10_000,
  pushesPerHour: 100_000,
};

test('without caps a run takes in everything that one account pushes', () => {
  expect(choose({ ...DEFAULT_POLICY, admission: OPEN }).candidacies).toHaveLength(402);
});

test('with the caps of the default policy the flood waits, whole and told why, and the others land', () => {
  const chosen = choose(DEFAULT_POLICY);
  expect(quietOnes(chosen)).toBe(2);
  expect(chosen.candidacies).toHaveLength(2);
  expect(chosen.refused).toHaveLength(400);
  expect(new Set(chosen.refused.map(({ reason }) => reason))).toEqual(new Set(['over-limit']));
  expect(chosen.refused[0]!.detail).toBe('flood pushed 400 times in the last hour; the policy allows 200.');
});

test('slowly pushed, it still leaves room for others', () => {
  const slow = ALL.map((n) => runOf(n, { actor: n < 900 ? 'flood' : 'quiet', createdAt: NOW - 9000 + n }));
  const chosen = withinCaps(chooseRuns(ALL.map(branchOf), slow, TRUST), DEFAULT_POLICY, {
    runs: slow,
    now: NOW,
  });
  expect(quietOnes(chosen)).toBe(2);
  expect(chosen.candidacies).toHaveLength(102);
});

describe('a manifest of 60 MB, in an archive that says so', () => {
  const SIZE = 60 * 1_048_576;
  const own = runOf(1);
  const artifact = {
    id: 1,
    name: MANIFEST_ARTIFACT,
    runId: own.id,
    size: SIZE,
    digest: null,
    expired: false,
  };

  /** Bytes that are asked for, where so much is allowed. */
  async function fetched(manifestKb: number): Promise<{ bytes: number; failed: string[] }> {
    let bytes = 0;
    const forge = {
      artifactsNamed: () => Promise.resolve([artifact]),
      download: ({ size }: { size: number }) => {
        bytes += size;
        return Promise.resolve(Buffer.alloc(0));
      },
    };
    const tools = { forge, readArchive: (content: Buffer) => ({ ok: true, content }) } as never;
    const policy = { ...DEFAULT_POLICY, admission: { ...DEFAULT_POLICY.admission, manifestKb } };
    const candidacies = [{ branch: branchOf(1), agent: 'flood', run: own }];
    const { failed } = await downloadManifests(tools, candidacies, policy);
    return { bytes, failed: [...failed.values()].map(({ kind }) => kind) };
  }

  test('without a limit it is fetched', async () => {
    await expect(fetched(1_048_576)).resolves.toEqual({ bytes: SIZE, failed: [] });
  });

  test('with that of the default policy nothing of it is, and the branch is told', async () => {
    await expect(fetched(DEFAULT_POLICY.admission.manifestKb)).resolves.toEqual({
      bytes: 0,
      failed: ['archive-too-large'],
    });
  });
});
