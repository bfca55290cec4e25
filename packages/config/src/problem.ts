// What can be wrong with a written configuration, and how people are told: all of it at once.
import { Fault } from '@sluice/model';

/** Where something was written. Lines and columns count from 1, columns in UTF-16 units. */
export type Place =
  | { readonly from: 'file'; readonly line: number; readonly column: number }
  | { readonly from: 'option'; readonly option: string };

export interface Problem {
  readonly place: Place;
  /** Where in the configuration, as in `tiers[1].name`; empty for the file as a whole. */
  readonly key: string;
  /** A sentence without its full stop. */
  readonly wrong: string;
  /** What may stand there instead, as part of a sentence; empty where `wrong` says it. */
  readonly allowed: string;
}

export type KeyPath = readonly (string | number)[];

/** `['tiers', 1, 'name']` as people write it: `tiers[1].name`. */
export function showKey(path: KeyPath): string {
  return path.reduce<string>((key, part) => {
    if (typeof part === 'number') return `${key}[${part}]`;
    const word = /^[\w-]+$/.test(part) ? part : JSON.stringify(part);
    return key === '' ? word : `${key}.${word}`;
  }, '');
}

/** One line: place, key, what was wrong and what is allowed. */
export function showProblem(problem: Problem, file = '.sluice.yml'): string {
  const { place, key, wrong, allowed } = problem;
  const where = place.from === 'file' ? `${file}:${place.line}:${place.column}` : place.option;
  return `${where}: ${key === '' ? '' : `${key}: `}${wrong}.${allowed === '' ? '' : ` Allowed: ${allowed}.`}`;
}

/** Reading order: the file from top to bottom, then the options as they were given. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted((a, b) => lineOf(a) - lineOf(b) || columnOf(a) - columnOf(b));
}

function lineOf({ place }: Problem): number {
  return place.from === 'file' ? place.line : Infinity;
}

function columnOf({ place }: Problem): number {
  return place.from === 'file' ? place.column : 0;
}

// A file that is no policy at all can have thousands.
const MOST_SHOWN = 100;

/** The fault that stops a run whose configuration has problems. */
export function policyFault(problems: readonly Problem[], file = '.sluice.yml'): Fault {
  const rest = problems.length - MOST_SHOWN;
  const shown = problems.slice(0, MOST_SHOWN).map((problem) => showProblem(problem, file));
  const lines = [...shown, ...(rest > 0 ? [`… and ${rest} more`] : [])].join('\n');
  if (problems.every(({ place }) => place.from === 'option')) {
    return new Fault('OPTION_INVALID', lines, 'Correct the options; `--help` lists what they take.');
  }
  return new Fault('POLICY_INVALID', lines, `Correct ${file} on the base branch; nothing was run.`);
}
