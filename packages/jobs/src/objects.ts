import { Fault, type Admission } from '@sluice/model';
import type { Bundles, RunArtifacts } from '@sluice/ports';
import { receiveObjects } from './envelopes.ts';

/** Brings the git objects of the run into the repository of this job: exactly the refs that the admission names. */
export async function unpackObjects(
  { artifacts, bundles }: { artifacts: RunArtifacts; bundles: Bundles },
  admission: Admission,
): Promise<void> {
  const refs = await bundles.read(await receiveObjects(artifacts, admission));
  const there = new Map(refs.map(({ name, oid }): [string, string] => [name, oid]));
  const { base, admitted } = admission;
  const wanted = new Map([[base.ref, base.sha], ...admitted.map(({ ref, head }) => [ref, head] as const)]);
  const same = there.size === wanted.size && [...wanted].every(([ref, oid]) => there.get(ref) === oid);
  if (same) return;
  throw new Fault(
    'ENVELOPE_INVALID',
    'The git objects of this run are for other branches than the admission.',
    'Re-run all jobs of this run.',
  );
}
