import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Benchmark, Finding } from './benchmark.ts';
import { inPairs, same, seconds } from './support/measure.ts';

const BAR = 0.4;
const ACTIONS = ['extract-manifest', 'attest', 'cluster', 'merge-candidates', 'validate', 'deliver'];
const DIST = join(import.meta.dirname, '../../dist');

export const actionStart: Benchmark = {
  name: 'action-start',
  about:
    'Each action from a cold start to its first line of work: it reads the environment of the runner, of which there is none. Against an empty program in the same Node.',
  run: async (size) => {
    const findings: Finding[] = [];
    for (const name of ACTIONS) findings.push(await startOf(name, size === 'full' ? 11 : 1));
    return findings;
  },
};

async function startOf(name: string, rounds: number): Promise<Finding> {
  const start = (args: readonly string[], words: RegExp): Promise<number> =>
    seconds(() => {
      const ran = spawnSync(process.execPath, args, { encoding: 'utf8', env: { PATH: process.env['PATH'] } });
      same(words.test(ran.stdout), true, `node ${args.join(' ')} comes to its first line`);
    });
  const pairs = await inPairs(
    rounds,
    () => start([join(DIST, name, 'index.cjs')], /does not look like a job of a workflow/),
    () => start(['-e', '0'], /^$/),
  );
  return {
    what: name,
    figure: `${(pairs.ours * 1000).toFixed(0)} ms`,
    baseline: `node -e 0: ${(pairs.theirs * 1000).toFixed(0)} ms`,
    ratio: `${(1 / pairs.ratio).toFixed(1)} times`,
    bar: `≤ ${BAR * 1000} ms`,
    met: pairs.ours <= BAR,
  };
}
