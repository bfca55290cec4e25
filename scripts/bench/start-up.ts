import { spawnSync } from 'node:child_process';
import type { Benchmark } from './benchmark.ts';
import { BIN } from './support/bin.ts';
import { inPairs, same, seconds } from './support/measure.ts';

const BAR = 0.15;

export const startUp: Benchmark = {
  name: 'start-up',
  about: 'The command line from start to exit, against an empty program in the same Node.',
  run: async (size) => {
    const start = (args: readonly string[]): Promise<number> =>
      seconds(() => {
        const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
        same(status, 0, `node ${args.join(' ')} ends well`);
        if (args[0] === BIN) same(/^\d+\.\d+\.\d+\n$/.test(stdout), true, 'it prints its version');
      });
    const pairs = await inPairs(
      size === 'full' ? 21 : 1,
      () => start([BIN, '--version']),
      () => start(['-e', '0']),
    );
    return [
      {
        what: 'sluice --version',
        figure: `${(pairs.ours * 1000).toFixed(0)} ms`,
        baseline: `node -e 0: ${(pairs.theirs * 1000).toFixed(0)} ms`,
        ratio: `${(1 / pairs.ratio).toFixed(2)} times`,
        bar: `≤ ${BAR * 1000} ms`,
        met: pairs.ours <= BAR,
      },
    ];
  },
};
