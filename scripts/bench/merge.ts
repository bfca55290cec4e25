import { availableParallelism } from 'node:os';
import { loadSyntax } from '@sluice/adapters/syntax/load-syntax';
import { mergeFile, type FileSides, type MergedFile, type MergeTools } from '@sluice/merge';
import { readCases, type MergeCase } from '../calibrate/merge-case.ts';
import { note, type Benchmark, type Finding, type Size } from './benchmark.ts';
import { median } from './support/measure.ts';
import { batchSeconds, mergeAlone, mergeOverNothing } from './support/merge-processes.ts';
import { GIT, isInstalled, mergeAll, WIGGLE, type OtherMerger } from './support/other-mergers.ts';
import { isRight, score } from './support/score-merges.ts';
import { adversarialMerges, cleanMerge, largeMerges, ordinaryMerges } from './support/synthetic-merges.ts';

const BARS = {
  start: 60,
  all: 0.35,
  right: 0.8,
  dropped: 0.005,
  median: 10,
  p99: 500,
  perSecond: 150,
  worst: 5000,
  memory: 300,
};

/** Three versions of one file at a time; with `--data FILE` those of merges that people made, and how right they are. */
export const merge: Benchmark = {
  name: 'merge',
  about:
    'The merge engine, parsers loaded, against git merge-file and wiggle; --data FILE measures real merges.',
  run: async (size) => {
    const start = performance.now();
    const tools = { syntax: await loadSyntax() };
    const started = performance.now() - start;
    const at = process.argv.indexOf('--data');
    const cases = at === -1 ? [] : readCases(process.argv[at + 1] ?? '');
    const all =
      at === -1
        ? ordinaryMerges(size === 'full' ? 400 : 8).map(({ sides }) => sides)
        : cases.map(({ sides }) => sides);
    const own = timed(all, tools);
    const others = [GIT, WIGGLE].map((other) => ({
      other,
      ran: isInstalled(other) ? mergeAll(other, all) : null,
    }));
    return [
      {
        ...note('start of the engine', `${started.toFixed(0)} ms`),
        bar: `≤ ${BARS.start} ms`,
        met: started <= BARS.start,
      },
      await overNothing(size),
      ...speed(own.times, others),
      ...(await throughput(all)),
      ...(cases.length > 0 ? quality(cases, own.merged, others) : []),
      ...adversarial(size, tools),
      ...(await large(size)),
      ...others.flatMap(({ other, ran }) => (ran ? [] : [note(other.name, howToInstall(other))])),
    ];
  },
};

interface Timed {
  readonly merged: readonly MergedFile[];
  /** Milliseconds. */
  readonly times: readonly number[];
}

function timed(all: readonly FileSides[], tools: MergeTools): Timed {
  for (const sides of all.slice(0, 100)) mergeFile(sides, tools);
  const times: number[] = [];
  const merged = all.map((sides) => {
    const start = performance.now();
    const one = mergeFile(sides, tools);
    times.push(performance.now() - start);
    return one;
  });
  return { merged, times };
}

function speed(times: readonly number[], others: readonly Other[]): Finding[] {
  const sorted = [...times].sort((a, b) => a - b);
  const [middle, late] = [median(times), sorted[Math.floor(sorted.length * 0.99)]!];
  const baseline = others
    .flatMap(({ other, ran }) => (ran ? [`${other.name}: ${median(ran.times).toFixed(1)} ms`] : []))
    .join(', ');
  return [
    {
      what: 'median file',
      figure: `${middle.toFixed(1)} ms`,
      baseline: baseline && `a process each, ${baseline}`,
      ratio: '',
      bar: `≤ ${BARS.median} ms`,
      met: middle <= BARS.median,
    },
    { ...note('99th of 100 files', `${late.toFixed(0)} ms`), bar: `≤ ${BARS.p99} ms`, met: late <= BARS.p99 },
  ];
}

/** What git and editors wait for: a program is read, and so its grammar is loaded. */
async function overNothing(size: Size): Promise<Finding> {
  const { ours, theirs } = await mergeOverNothing(size === 'full' ? 21 : 1, cleanMerge());
  const over = (ours - theirs) * 1000;
  return {
    ...note('sluice merge-file of a small program, more than an empty Node', `${over.toFixed(0)} ms`),
    baseline: `node -e 0: ${(theirs * 1000).toFixed(0)} ms`,
    bar: `≤ ${BARS.start} ms`,
    met: over <= BARS.start,
  };
}

async function throughput(all: readonly FileSides[]): Promise<Finding[]> {
  const perSecond = all.length / (await batchSeconds(all));
  const what = `files a second, sluice merge-file --batch on ${availableParallelism()} cores`;
  const met = perSecond >= BARS.perSecond;
  return [{ ...note(what, perSecond.toFixed(0)), bar: `≥ ${BARS.perSecond}`, met }];
}

async function large(size: Size): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { about, sides } of largeMerges(size === 'full' ? [390_000, 1_000_000] : [3000])) {
    const { taken, peak } = await mergeAlone(sides);
    findings.push({
      ...note(about, `${(taken * 1000).toFixed(0)} ms, ${peak.toFixed(0)} MiB`),
      bar: `≤ ${BARS.worst} ms, ${BARS.memory} MiB`,
      // Where there is no /proc, nobody knows how much memory it takes.
      met: taken * 1000 <= BARS.worst && !(peak > BARS.memory),
    });
  }
  return findings;
}

function howToInstall({ debian }: OtherMerger): string {
  return `is not installed, nothing is held against it: apt-get install --no-install-recommends ${debian}`;
}

interface Other {
  readonly other: OtherMerger;
  readonly ran: { readonly texts: readonly (string | null)[]; readonly times: readonly number[] } | null;
}

/** Only cases in which neither side alone was right say how well both are combined. */
function quality(
  cases: readonly MergeCase[],
  merged: readonly MergedFile[],
  others: readonly Other[],
): Finding[] {
  const both = cases.filter(({ needsBoth }) => needsBoth === true);
  const texts = (of: readonly (string | null)[]): Map<string, string | null> =>
    new Map(cases.map(({ id }, i) => [id, of[i] ?? null]));
  const own = score(both, texts(merged.map((one) => (one.kind === 'merged' ? one.text : null))));
  const held = others.map(({ other, ran }) => ({
    name: other.name,
    score: ran && score(both, texts(ran.texts)),
  }));
  const line = (
    what: string,
    of: 'resolved' | 'rightOfAll' | 'right' | 'dropped',
    bar: string,
    met: boolean,
  ): Finding => ({
    what: `${what} (${both.length} files that need both sides)`,
    figure: percent(own[of]),
    baseline: held
      .map((each) => `${each.name} ${each.score ? percent(each.score[of]) : 'is not installed'}`)
      .join(', '),
    ratio: '',
    bar,
    met,
  });
  return [
    line('answered', 'resolved', '', true),
    line('right, of all', 'rightOfAll', `≥ ${percent(BARS.all)}`, own.rightOfAll >= BARS.all),
    line('right, of those answered', 'right', `≥ ${percent(BARS.right)}`, own.right >= BARS.right),
    line('dropped, of those answered', 'dropped', `≤ ${percent(BARS.dropped)}`, own.dropped <= BARS.dropped),
    ...reliability(cases, merged),
  ];
}

/** Whether a confidence is what it says: for each tenth, how many were right. */
function reliability(cases: readonly MergeCase[], merged: readonly MergedFile[]): Finding[] {
  const said = cases.flatMap((each, i) => {
    const one = merged[i]!;
    if (one.kind !== 'merged' || one.text === null || each.human === null) return [];
    return [{ tenth: Math.min(9, Math.floor(one.confidence * 10)), right: isRight(each, one.text) }];
  });
  return [...Map.groupBy(said, ({ tenth }) => tenth)]
    .sort((a, b) => b[0] - a[0])
    .map(([tenth, some]) => {
      const right = some.filter((each) => each.right).length / some.length;
      const what = `right at a confidence of ${tenth / 10} to ${(tenth + 1) / 10}, all files`;
      return note(what, `${percent(right)} of ${some.length}`);
    });
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function adversarial(size: Size, tools: MergeTools): Finding[] {
  return adversarialMerges(size === 'full' ? 100_000 : 300).map(({ about, sides }) => {
    const start = performance.now();
    const { kind } = mergeFile(sides, tools);
    const taken = performance.now() - start;
    return {
      ...note(about, `${taken.toFixed(0)} ms, ${kind}`),
      bar: `≤ ${BARS.worst} ms`,
      met: taken <= BARS.worst,
    };
  });
}
