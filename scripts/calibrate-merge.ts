// Learns which proposal people choose for a hunk, and writes the weights.
//
//   npx node scripts/calibrate-merge.ts DATA [--also DATA]... [--predictions FILE]
//
// DATA is a sample of what is to be merged: thresholds are set on it. From what is named by --also is learned as well.
// FILE receives what is answered to each file of DATA by weights that know nothing of its repository.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { findLoss } from '@sluice/merge';
import { loadSyntax } from '@sluice/adapters/syntax/load-syntax';
import { forestRows, type Forest } from '../packages/merge/src/choose/trees.ts';
import { foldsByRepository } from './calibrate/folds.ts';
import {
  featureNames,
  judge,
  learn,
  SURE_IF_REWORDED,
  WORTH_READING,
  type Judged,
} from './calibrate/learn.ts';
import { lessonFrom, type Lesson } from './calibrate/lesson.ts';
import { readCases } from './calibrate/merge-case.ts';
import { isotonic, thresholdFor } from './calibrate/reliability.ts';

const WEIGHTS = join(import.meta.dirname, '../packages/merge/src/choose');
/** What is aimed at on repositories that nothing was learned from; 80 % must be reached on any. */
const PRECISION = 0.785;
const HUNK_PRECISION = 0.85;
const FOLDS = 8;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { also: { type: 'string', multiple: true }, predictions: { type: 'string' } },
});
if (positionals.length === 1) {
  await calibrate(positionals[0]!, values.also ?? [], values.predictions);
} else {
  console.error('usage: calibrate-merge.ts DATA [--also DATA]... [--predictions FILE]');
  process.exitCode = 2;
}

async function calibrate(
  sample: string,
  more: readonly string[],
  heldOut: string | undefined,
): Promise<void> {
  const tools = { syntax: await loadSyntax() };
  const read = (file: string): Lesson[] => readCases(file).flatMap((of) => lessonFrom(of, tools) ?? []);
  const typical = new Set(read(sample));
  const lessons = [...typical, ...more.flatMap(read)];
  const names = featureNames(lessons);
  const folds = foldsByRepository(lessons, FOLDS);
  const judged = folds.flatMap((fold) => {
    const apart = new Set(fold);
    const forest = learn(
      lessons.filter((lesson) => !apart.has(lesson)),
      names,
    );
    return fold.map((lesson) => judge(forest, lesson, names));
  });
  const ofSample = judged.filter(({ lesson }) => typical.has(lesson));
  const scales = scalesFrom(judged, ofSample);
  report(ofSample, scales.sureEnough);
  if (more.length > 0) report(judged, scales.sureEnough);
  if (heldOut !== undefined)
    writeFileSync(heldOut, ofSample.map((each) => prediction(each, scales)).join(''));
  const forests = learn(lessons, names);
  await write('scales.ts', scalesText(names, scales));
  await write('text-forest.ts', rowsText('TEXT_ROWS', forests.text));
  await write('program-forest.ts', rowsText('PROGRAM_ROWS', forests.program));
}

async function write(name: string, text: string): Promise<void> {
  const file = join(WEIGHTS, name);
  const head =
    '// Made by scripts/calibrate-merge.ts from merges that people made; not to be edited by hand.\n\n';
  const options = { ...(await resolveConfig(file)), parser: 'typescript' } as const;
  writeFileSync(file, await format(head + text, options));
}

/** What the weights would have answered to a file of a repository that they do not know; as `scripts/bench` reads it. */
function prediction({ lesson, joint, text }: Judged, { sureEnough }: Scales): string {
  const answer = joint >= sureEnough && text !== null && findLoss(lesson.of.sides, text).length === 0;
  return `${JSON.stringify({ id: lesson.of.id, text: answer ? text : null, likelihood: joint })}\n`;
}

interface Scales {
  readonly confidence: readonly (readonly [number, number])[];
  readonly sureEnough: number;
  readonly hunkSureEnough: number;
}

/** How right answers are is measured on all; how sure one has to be is set on the sample. */
function scalesFrom(judged: readonly Judged[], ofSample: readonly Judged[]): Scales {
  const given = judged.filter(({ text }) => text !== null);
  const files = given.map(({ joint, right }) => ({ likelihood: joint, right }));
  const both = ofSample.filter(({ lesson, text }) => text !== null && lesson.of.needsBoth === true);
  return {
    confidence: isotonic(files, 30),
    sureEnough: thresholdFor(
      both.map(({ joint, right }) => ({ likelihood: joint, right })),
      PRECISION,
    ),
    hunkSureEnough: thresholdFor(
      both.flatMap(({ picks }) => picks),
      HUNK_PRECISION,
    ),
  };
}

function report(judged: readonly Judged[], sureEnough: number): void {
  const share = (some: readonly Judged[], of: readonly Judged[]): string =>
    `${((100 * some.length) / Math.max(1, of.length)).toFixed(1)} %`;
  const line = (name: string, of: readonly Judged[]): void => {
    const answered = of.filter(({ joint, text }) => joint >= sureEnough && text !== null);
    const right = answered.filter((each) => each.right);
    const reachable = of.filter(({ lesson }) => (lesson.program ?? lesson.text).reachable);
    console.log(
      `${name.padEnd(40)} ${String(of.length).padStart(4)} files, reachable ${share(reachable, of)}, answered ${share(answered, of)}, right of these ${share(right, answered)}, of all ${share(right, of)}`,
    );
  };
  const both = judged.filter(({ lesson }: { lesson: Lesson }) => lesson.of.needsBoth === true);
  console.log(`On repositories not learned from, at a likelihood of ${sureEnough.toFixed(3)}:`);
  line('needs both', both);
  tradeOff(both);
  line(
    'one side wins',
    judged.filter(({ lesson }) => lesson.of.needsBoth === false),
  );
  for (const [repository, of] of Map.groupBy(both, ({ lesson }) => lesson.of.repository))
    line(repository, of);
}

/** What other thresholds would give. */
function tradeOff(judged: readonly Judged[]): void {
  const sorted = judged.filter(({ text }) => text !== null).sort((a, b) => b.joint - a.joint);
  for (const share of [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55]) {
    const answered = sorted.slice(0, Math.round(share * judged.length));
    const right = answered.filter((each) => each.right).length;
    const percent = (of: number): string => `${((100 * right) / of).toFixed(1)} %`;
    console.log(
      `  answering ${(100 * share).toFixed(0)} % (likelihood ${answered.at(-1)!.joint.toFixed(2)}): right of these ${percent(answered.length)}, of all ${percent(judged.length)}`,
    );
  }
}

function scalesText(names: readonly string[], scales: Scales): string {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  return `/** The features that the trees ask for, by number. */
export const FEATURES: readonly string[] = ${JSON.stringify(names.join(' '))}.split(' ');

/** How often a file of that likelihood was right, on repositories that nothing was learned from. */
export const CONFIDENCE: readonly (readonly [likelihood: number, right: number])[] = ${JSON.stringify(scales.confidence)};

/** Least likelihood at which a file counts as merged, and at which a hunk of a conflict is settled. */
export const SURE_ENOUGH = ${round(scales.sureEnough)};
export const HUNK_SURE_ENOUGH = ${round(scales.hunkSureEnough)};

/** As the first of these, for a file with lines that nobody wrote. */
export const SURE_IF_REWORDED = ${SURE_IF_REWORDED};

/** Least likelihood by text alone at which a program is read. */
export const WORTH_READING = ${WORTH_READING};
`;
}

function rowsText(name: string, forest: Forest): string {
  return `/** The start, then one tree a line: a number, or [feature, cut, below, above]. */
export const ${name} = \`
${forestRows(forest)}
\`;
`;
}
