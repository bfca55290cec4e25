import { ok } from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '@sluice/model';
import type { Benchmark, Finding } from './benchmark.ts';
import { bareGitEnvironment, IDENTITY, shell } from './support/bare-git.ts';
import { BIN } from './support/bin.ts';
import { inPairs, inSeconds, same, seconds, times } from './support/measure.ts';
import { peakMemory } from './support/peak-memory.ts';
import { PLACE } from './support/place.ts';
import { surveyOnce } from './support/survey-once.ts';
import { planOf } from './support/survey-plan.ts';
import { withRepository } from './support/synthetic-repository.ts';

const SECONDS = 5;
const MEBIBYTES = 300;

/** The whole job from the command line, in a fresh copy of the repository each time. */
export const run50: Benchmark = {
  name: 'run-50',
  about:
    'sluice run from start to exit on 50 branches with a test that takes no time, sandbox and reports included.',
  run: (size) =>
    measure(
      size === 'full' ? { branches: 50, files: 1000, rounds: 5 } : { branches: 8, files: 60, rounds: 1 },
    ),
};

interface Scale {
  readonly branches: number;
  readonly files: number;
  readonly rounds: number;
}

async function measure({ branches, files, rounds }: Scale): Promise<readonly Finding[]> {
  const plan = planOf({ branches, files, filesPerBranch: 4, shared: Math.ceil(branches / 5), late: false });
  return withRepository(plan, async (directory) => {
    const { clusters } = await surveyOnce(directory);
    const lands = clusters.reduce((sum, cluster) => sum + cluster.lands.length, 0);
    const ours = async (): Promise<number> => {
      const { taken, result } = await runOnce(directory, false);
      check(result, branches, lands);
      return taken;
    };
    const pairs = await inPairs(rounds, ours, () => byHand(directory));
    const { peak } = await runOnce(directory, true);
    ok(Number.isNaN(peak) || peak > 0, 'memory is measured where it can be');
    return [
      {
        what: `${branches} branches, ${lands} of them land`,
        figure: inSeconds(pairs.ours),
        baseline: `git merge one by one, tests after each, no sandbox: ${inSeconds(pairs.theirs)}`,
        ratio: `${times(1 / pairs.ratio)} its time`,
        bar: `≤ ${SECONDS} s`,
        met: pairs.ours <= SECONDS,
      },
      {
        what: 'memory of all its processes at the worst moment',
        figure: Number.isNaN(peak) ? 'unknown here' : `${peak.toFixed(0)} MiB`,
        baseline: '',
        ratio: '',
        bar: `≤ ${MEBIBYTES} MiB`,
        met: !(peak > MEBIBYTES),
      },
    ];
  });
}

function check(result: RunResult, branches: number, lands: number): void {
  same(result.branches.length, branches, 'every branch has an outcome');
  const landed = result.branches.filter(({ status }) => status === 'landed').length;
  ok(landed >= lands, `${landed} landed, at least the ${lands} of the landing sets`);
  ok(result.checkpoint !== null, 'there is a checkpoint');
  ok(
    result.validations.some(({ command, exit }) => command === 'true' && exit === 0),
    'the test ran',
  );
}

interface Ran {
  readonly taken: number;
  readonly peak: number;
  readonly result: RunResult;
}

async function runOnce(directory: string, watched: boolean): Promise<Ran> {
  const copy = mkdtempSync(join(PLACE, 'sluice-bench-run-'));
  try {
    const repository = join(copy, 'repository.git');
    cpSync(directory, repository, { recursive: true });
    const json = join(copy, 'result.json');
    const args = [
      BIN,
      'run',
      '--repo',
      repository,
      '--tier',
      'test=true',
      '--json',
      json,
      '--html',
      join(copy, 'a.html'),
    ];
    let peak = NaN;
    const taken = await seconds(async () => {
      const child = spawn(process.execPath, [...args, '--quiet'], { stdio: ['ignore', 'ignore', 'inherit'] });
      const exit = new Promise<number | null>((resolve, reject) => {
        child.on('error', reject).on('exit', resolve);
      });
      if (watched) peak = await peakMemory(child.pid!, exit);
      const code = await exit;
      ok(code === 0 || code === 2, `sluice run ended with ${code}`);
    });
    return { taken, peak, result: JSON.parse(readFileSync(json, 'utf8')) as RunResult };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const BY_HAND = `cd "$COPY" || exit 3
git for-each-ref --format='%(refname)' refs/remotes/origin/claude | while read ref; do
  if git merge --quiet --no-edit --no-ff $ref >/dev/null 2>&1; then sh -c true; else git merge --abort || exit 3; fi
done`;

/** What a script would do: merge each branch in a work tree, leave out what conflicts, test after each. */
async function byHand(directory: string): Promise<number> {
  const copy = mkdtempSync(join(PLACE, 'sluice-bench-hand-'));
  const env = { ...bareGitEnvironment(), ...IDENTITY, FROM: directory, COPY: copy };
  try {
    shell('git clone --quiet "$FROM" "$COPY"', { env });
    return await seconds(() => shell(BY_HAND, { env }));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}
