// Measures what the project promises: `npm run bench [-- NAME…] [-- --short]`.
import { spawnSync } from 'node:child_process';
import { availableParallelism, cpus } from 'node:os';
import { actionStart } from './action-start.ts';
import type { Benchmark, Finding } from './benchmark.ts';
import { extractSign } from './extract-sign.ts';
import { fiftyBranches } from './fifty-branches.ts';
import { hotFile } from './hot-file.ts';
import { merge } from './merge.ts';
import { run50 } from './run-50.ts';
import { sequence200 } from './sequence-200.ts';
import { startUp } from './start-up.ts';
import { PLACE } from './support/place.ts';
import { tableOf } from './support/print-table.ts';
import { survey1000, survey50 } from './survey.ts';
import { symbols } from './symbols.ts';
import { verify200 } from './verify-200.ts';

const BENCHMARKS: readonly Benchmark[] = [
  survey50,
  survey1000,
  symbols,
  hotFile,
  sequence200,
  run50,
  verify200,
  startUp,
  actionStart,
  merge,
  extractSign,
  fiftyBranches,
];

process.exitCode = await main(process.argv.slice(2));

/** 0 when every bar is met; in short mode, when nothing is wrong. */
async function main(args: readonly string[]): Promise<number> {
  const short = args.includes('--short');
  // The file after `--data` belongs to the benchmark that reads it.
  const names = args.filter((arg, i) => !arg.startsWith('--') && args[i - 1] !== '--data');
  const unknown = names.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
  if (unknown.length > 0) {
    console.error(
      `No benchmark ${unknown.join(', ')}. There are: ${BENCHMARKS.map(({ name }) => name).join(', ')}.`,
    );
    return 1;
  }
  console.log(describeMachine());
  if (short) console.log('Short: small sizes, only counts and results are checked; the times say nothing.');
  let missed = 0;
  for (const benchmark of BENCHMARKS) {
    if (names.length > 0 && !names.includes(benchmark.name)) continue;
    console.log(`\n${benchmark.name}: ${benchmark.about}\n`);
    const findings = await benchmark.run(short ? 'short' : 'full');
    console.log(tableOf(short ? findings.map(withoutBar) : findings));
    missed += findings.filter(({ met }) => !met).length;
  }
  if (short) return 0;
  console.log(missed === 0 ? '\nEvery bar is met.' : `\n${missed} missed.`);
  return missed === 0 ? 0 : 1;
}

/** In short mode the sizes are others, and so no bar holds. */
function withoutBar(finding: Finding): Finding {
  return { ...finding, bar: '' };
}

function describeMachine(): string {
  const git = spawnSync('git', ['--version'], { encoding: 'utf8' })
    .stdout.trim()
    .replace('git version', 'git');
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${availableParallelism()} cores (${model}), ${git}, node ${process.versions.node}, ${process.platform}; repositories in ${PLACE}`;
}
