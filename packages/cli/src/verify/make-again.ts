import { Fault, type ManifestRejection, type Oid } from '@sluice/model';
import { confirmHeads, findBase, readTarget } from '@sluice/pipeline';
import type { Git } from '@sluice/ports';
import type { ProvenClaim } from '@sluice/trust';
import { inSession } from '../open-session.ts';

/** Where a branch is in this repository now, or as a remote has it; null: it has none of that name. */
export function tipOf(directory: string, ref: string): Promise<Oid | null> {
  const name = ref.replace(/^refs\/heads\//, '');
  return inSession(directory, async ({ git }) => {
    const refs = await refsOf(git);
    return refs.get(ref) ?? refs.get(`refs/remotes/origin/${name}`) ?? null;
  });
}

/** Makes the manifest of a claim again from the objects of a repository; what git says otherwise, or null. */
export function makeAgain(directory: string, claim: ProvenClaim): Promise<ManifestRejection | null> {
  const { ref, head, target } = claim.facts;
  const name = ref.replace(/^refs\/heads\//, '');
  return inSession(directory, async ({ git }) => {
    if ((await git.resolve(`${head}^{commit}`)) === null) throw unknownCommit(head);
    const { sha } = await findBase(git, target.ref.replace(/^refs\/heads\//, ''), await refsOf(git));
    const { policy } = await readTarget(git, []);
    const branch = { name, ref, head: head as Oid };
    const confirmed = await confirmHeads(git, new Map([[name, { branch, claim }]]), {
      policy,
      base: { ref: target.ref, sha },
    });
    const confirmation = confirmed.get(name)!;
    return 'rejection' in confirmation ? confirmation.rejection : null;
  });
}

async function refsOf(git: Git): Promise<Map<string, Oid>> {
  return new Map((await git.refs()).map(({ name, oid }) => [name, oid]));
}

function unknownCommit(head: string): Fault {
  return new Fault(
    'UNKNOWN_NAME',
    `The repository has no commit ${head}.`,
    'Fetch the branch first, or leave --repo out to check the signature alone.',
  );
}
