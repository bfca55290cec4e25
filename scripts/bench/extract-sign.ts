import { spawnSync } from 'node:child_process';
import { lines, Shop } from '../../test/support/github/agents.ts';
import { note, type Benchmark, type Finding } from './benchmark.ts';
import { median, same, seconds } from './support/measure.ts';

const BAR = 0.6;

/** What every push of an agent costs: both steps of the job that signs, on a branch of fifty files. */
export const extractSign: Benchmark = {
  name: 'extract-sign',
  about:
    'The two steps of the signing job, as processes: fetch, derive the manifest, sign it, upload it. The forge and the signing services run on this machine, and their time is in it.',
  run: (size) => measure(size === 'full' ? { files: 50, rounds: 7 } : { files: 5, rounds: 1 }),
};

async function measure({ files, rounds }: { files: number; rounds: number }): Promise<readonly Finding[]> {
  const shop = await Shop.open();
  const steps: Step[] = [];
  const empty: number[] = [];
  watchSteps(shop, steps);
  try {
    for (let round = 1; round <= rounds; round += 1) {
      await pushOne(shop, round, files);
      empty.push(await seconds(() => spawnSync(process.execPath, ['-e', '0'])));
    }
    same(shop.failures(), [], 'no job fails');
  } finally {
    await shop.close();
  }
  const [extract, sign] = [/^Derive/, /^Sign/].map((name) =>
    median(steps.filter((step) => name.test(step.name)).map((step) => step.seconds)),
  ) as [number, number];
  const inMs = (value: number): string => `${(value * 1000).toFixed(0)} ms`;
  return [
    {
      what: `a branch of ${files} files, from the first step to the artifact`,
      figure: inMs(extract + sign),
      baseline: `two empty programs: ${inMs(2 * median(empty))}`,
      ratio: `${((extract + sign) / (2 * median(empty))).toFixed(1)} times`,
      bar: `≤ ${BAR * 1000} ms`,
      met: extract + sign <= BAR,
    },
    note('deriving the manifest', inMs(extract)),
    note('signing and uploading it', inMs(sign)),
  ];
}

interface Step {
  readonly name: string;
  readonly seconds: number;
}

/** A step lasts from its start to that of the next one, or to the end of its job. */
function watchSteps(shop: Shop, told: Step[]): void {
  const { watch } = shop.forge.runner;
  let current: { readonly name: string; readonly begun: number } | null = null;
  const end = (): void => {
    if (current) told.push({ name: current.name, seconds: (performance.now() - current.begun) / 1000 });
    current = null;
  };
  watch.steps(({ jobName, stepName }) => {
    end();
    if (jobName.includes('Extract')) current = { name: stepName, begun: performance.now() };
  });
  watch.jobs(end);
}

async function pushOne(shop: Shop, round: number, files: number): Promise<void> {
  const changed = Array.from({ length: files }, (_, i): [string, string] => [
    `src/round-${round}/part-${i}.js`,
    lines(`export const part = ${i};`, `export const round = ${round};`),
  ]);
  const name = `claude/round-${round}`;
  await shop.branch(name, Object.fromEntries(changed));
  await shop.push([name]);
  await shop.idle();
}
