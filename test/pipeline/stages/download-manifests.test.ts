import { DEFAULT_POLICY } from '@sluice/config';
import { Fault, MANIFEST_ARTIFACT } from '@sluice/model';
import type { ArtifactFacts } from '@sluice/ports';
import type { ArchiveReading } from '../../../packages/pipeline/src/stages/admit-tools.ts';
import { downloadManifests } from '../../../packages/pipeline/src/stages/download-manifests.ts';
import { branchOf, runOf } from '../../support/workflow-runs.ts';

const LIMIT = DEFAULT_POLICY.admission.manifestKb * 1024;

function artifact(id: number, n: number, more: Partial<ArtifactFacts> = {}): ArtifactFacts {
  return {
    id,
    name: MANIFEST_ARTIFACT,
    runId: runOf(n).id,
    size: 900,
    digest: null,
    expired: false,
    ...more,
  };
}

/** A forge with these artifacts; what it is asked to download is remembered. */
function world(artifacts: readonly ArtifactFacts[], broken: Readonly<Record<number, Fault>> = {}) {
  const asked: number[] = [];
  const forge = {
    artifactsNamed: (_: string, runs: ReadonlySet<number>) =>
      Promise.resolve(artifacts.filter(({ runId }) => runs.has(runId))),
    download: ({ id }: ArtifactFacts, maxBytes: number) => {
      asked.push(id);
      expect(maxBytes).toBeLessThan(LIMIT * 2);
      return broken[id] ? Promise.reject(broken[id]) : Promise.resolve(Buffer.from(`bundle ${id}`));
    },
  };
  const readArchive = (content: Buffer): ArchiveReading => ({ ok: true, content });
  return { tools: { forge, readArchive } as never, asked };
}

const candidacies = (...numbers: readonly number[]) =>
  numbers.map((n) => ({ branch: branchOf(n), agent: 'agent-a', run: runOf(n) }));
const kindOf = (failed: ReadonlyMap<string, { kind: string }>, n: number): string | undefined =>
  failed.get(branchOf(n).name)?.kind;

test('what is wrong with one manifest is the fault of its own branch alone', async () => {
  const { tools, asked } = world(
    [
      artifact(1, 1),
      artifact(2, 2, { expired: true }),
      artifact(3, 3, { size: LIMIT * 3 }),
      artifact(4, 4),
      artifact(6, 6),
    ],
    {
      4: new Fault('FORGE_ANSWER', 'Its digest is another.', ''),
      6: new Fault('ARTIFACT_MISSING', 'It was deleted.', ''),
    },
  );
  const { heads, failed } = await downloadManifests(tools, candidacies(1, 2, 3, 4, 5, 6), DEFAULT_POLICY);
  expect(heads.map(({ branch }) => branch.name)).toEqual([branchOf(1).name]);
  expect([2, 3, 4, 5, 6].map((n) => kindOf(failed, n))).toEqual([
    'artifact-expired',
    'archive-too-large',
    'artifact-digest',
    'no-manifest',
    'artifact-expired',
  ]);
  // One that is known to be of no use is not fetched.
  expect(asked).toEqual([1, 4, 6]);
});

test('a manifest of another run is nobody’s', async () => {
  const { tools } = world([artifact(1, 2)]);
  const { heads, failed } = await downloadManifests(tools, candidacies(1), DEFAULT_POLICY);
  expect([heads, kindOf(failed, 1)]).toEqual([[], 'no-manifest']);
});

test('several attempts left one each: the newest first, and a damaged one does not hide a good one', async () => {
  const { tools } = world([artifact(1, 1), artifact(9, 1), artifact(5, 1)], {
    9: new Fault('FORGE_ANSWER', 'Damaged.', ''),
  });
  const { heads, failed } = await downloadManifests(tools, candidacies(1), DEFAULT_POLICY);
  expect(heads[0]!.bundles.map(String)).toEqual(['bundle 5', 'bundle 1']);
  expect(failed.size).toBe(0);
});

test('a run that left hundreds costs no more than three downloads', async () => {
  const { tools, asked } = world(Array.from({ length: 300 }, (_, i) => artifact(i + 1, 1)));
  await downloadManifests(tools, candidacies(1), DEFAULT_POLICY);
  expect(asked).toEqual([300, 299, 298]);
});

test('a forge that cannot be reached is nobody’s fault: the run ends, and blames no branch', async () => {
  const { tools } = world([artifact(1, 1)], { 1: new Fault('FORGE_UNREACHABLE', 'Down.', 'Later.') });
  await expect(downloadManifests(tools, candidacies(1), DEFAULT_POLICY)).rejects.toMatchObject({
    code: 'FORGE_UNREACHABLE',
  });
});
