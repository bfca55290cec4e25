import { landMany, type Landing } from '../../test/support/github/many-branches.ts';
import { Shop } from '../../test/support/github/agents.ts';
import { note, type Benchmark, type Finding } from './benchmark.ts';
import { inSeconds, same } from './support/measure.ts';

const SECONDS = 60;
const CALLS = 3;

/** From the push to the pull request, with every job, action, signature and artifact in between. */
export const fiftyBranches: Benchmark = {
  name: 'fifty-branches',
  about:
    'Branches that are pushed at once become one checkpoint, through the real workflow files and bundles on the local GitHub.',
  run: (size) => measure(size === 'full' ? 50 : 3),
};

async function measure(count: number): Promise<readonly Finding[]> {
  const shop = await Shop.open();
  try {
    const landing = await landMany(shop, count);
    same(shop.failures(), [], 'no job fails');
    same(new Set(landing.landed).size, count, 'every branch is in the checkpoint');
    return findings(count, landing);
  } finally {
    await shop.close();
  }
}

function findings(count: number, { seconds, callsPerBranch, counts }: Landing): readonly Finding[] {
  const apart = { baseline: '', ratio: '' };
  return [
    {
      what: `${count} branches, push to pull request`,
      figure: inSeconds(seconds),
      ...apart,
      bar: `≤ ${SECONDS} s`,
      met: seconds <= SECONDS,
    },
    {
      what: 'calls of REST and GraphQL for each branch',
      figure: callsPerBranch.toFixed(2),
      ...apart,
      bar: `≤ ${CALLS}`,
      met: callsPerBranch <= CALLS,
    },
    note(
      'calls for artifacts, identity tokens and git',
      `${counts.artifacts}, ${counts.oidc}, ${counts.git}`,
    ),
  ];
}
