// Defaults, the file and the options become one policy; each value remembers which of them it came from.
import type { Origin, Policy } from '@sluice/model';
import { conflictsIn } from './conflicts.ts';
import { DEFAULT_POLICY } from './default-policy.ts';
import { isMapping, MAPPINGS, type FullPolicy, type Mapping, type WrittenPolicy } from './policy-shape.ts';
import { inOrder, showKey, type KeyPath, type Place, type Problem } from './problem.ts';
import { readYaml } from './read-yaml.ts';
import { readShape, type ShapeProblem } from './shape-problems.ts';
import { toPolicy, toWritten } from './written-policy.ts';

/** A value of the policy, as the file names it. */
export type PolicyKey =
  Exclude<keyof FullPolicy, Mapping> | { [M in Mapping]: `${M}.${string & keyof FullPolicy[M]}` }[Mapping];

export type Origins = Readonly<Record<PolicyKey, Origin>>;

export interface EffectivePolicy {
  readonly policy: Policy;
  readonly origins: Origins;
}

/** What one option of the command line (or one input of a workflow) sets, by the same rules as the file. */
export interface Override {
  /** As the user wrote it: `--base`. */
  readonly option: string;
  /** A key that is `undefined` is not set. */
  readonly set: { readonly [K in keyof WrittenPolicy]?: WrittenPolicy[K] | undefined };
}

export type PolicyReading =
  | { readonly effective: EffectivePolicy; readonly problems: readonly [] }
  | { readonly problems: readonly Problem[] };

/** One source of values, checked. */
interface Layer {
  readonly written: WrittenPolicy;
  readonly problems: readonly Problem[];
  readonly placeOf: (path: KeyPath) => Place;
  readonly placeOfKey: (path: KeyPath) => Place;
}

/**
 * Reads the policy of a run. `file` is the content of the policy file, null where there is none; later overrides win.
 * Either the whole policy or every problem of the file and of the options, in reading order.
 */
export function readPolicy(
  file: Uint8Array | string | null,
  overrides: readonly Override[] = [],
): PolicyReading {
  const layers = [...(file === null ? [] : [fileLayer(file)]), ...overrides.map(optionLayer)];
  const problems = layers.flatMap((layer) => layer.problems);
  const written = layers.reduce(lay, toWritten(DEFAULT_POLICY));
  const joint = conflictsIn(written)
    .map((conflict) => placed(conflict, placeOfLast(layers, conflict.path)))
    .filter(({ key }) => !problems.some((problem) => problem.key === key));
  if (problems.length + joint.length > 0) return { problems: inOrder([...problems, ...joint]) };
  return { effective: { policy: toPolicy(written), origins: originsOf(layers) }, problems: [] };
}

function fileLayer(file: Uint8Array | string): Layer {
  const yaml = readYaml(file);
  const shape = readShape(yaml.value);
  const lines = new Set(yaml.problems.filter(({ key }) => key === '').map(({ place }) => lineOf(place)));
  const problems = [...shape.problems, ...conflictsIn(yaml.value)]
    .map((problem) =>
      placed(problem, problem.ofKey ? yaml.placeOfKey(problem.path) : yaml.placeOf(problem.path)),
    )
    // What follows from a problem already told is not told again.
    .filter(({ key, place }) => !yaml.unread.has(key) && !lines.has(lineOf(place)));
  return {
    ...writtenOf(shape),
    problems: [...yaml.problems, ...problems],
    placeOf: yaml.placeOf,
    placeOfKey: yaml.placeOfKey,
  };
}

function optionLayer({ option, set }: Override): Layer {
  const place: Place = { from: 'option', option };
  const given = withoutUndefined(set);
  const shape = readShape(given);
  const problems = [...shape.problems, ...conflictsIn(given)].map((problem) => placed(problem, place));
  return { ...writtenOf(shape), problems, placeOf: () => place, placeOfKey: () => place };
}

function withoutUndefined(set: object): object {
  const entries = Object.entries(set as Record<string, unknown>).filter(([, value]) => value !== undefined);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, isMapping(key) ? withoutUndefined(Object(value) as object) : value]),
  );
}

function writtenOf(shape: ReturnType<typeof readShape>): Pick<Layer, 'written'> {
  return { written: 'written' in shape ? shape.written : {} };
}

function placed({ path, wrong, allowed }: ShapeProblem, place: Place): Problem {
  return { place, key: showKey(path), wrong, allowed };
}

function lineOf(place: Place): number {
  return place.from === 'file' ? place.line : 0;
}

function lay(below: FullPolicy, { written }: Layer): FullPolicy {
  // No key is `undefined`: neither YAML nor `withoutUndefined` leaves one.
  const mappings = MAPPINGS.map((key) => [key, Object.assign({}, below[key], written[key])]);
  return Object.assign({}, below, written, Object.fromEntries(mappings));
}

function originsOf(layers: readonly Layer[]): Origins {
  const full = toWritten(DEFAULT_POLICY);
  const paths = Object.keys(full).flatMap((key): string[][] =>
    isMapping(key) ? Object.keys(full[key]).map((each) => [key, each]) : [[key]],
  );
  return Object.fromEntries(paths.map((path) => [showKey(path), originOf(layers, path)])) as Origins;
}

function originOf(layers: readonly Layer[], path: KeyPath): Origin {
  const layer = layers.findLast(({ written }) => hasPath(written, path));
  if (layer === undefined) return { from: 'default' };
  const place = layer.placeOfKey(path);
  return place.from === 'file' ? { from: 'file', line: place.line } : place;
}

function hasPath(value: unknown, path: KeyPath): boolean {
  const [part, ...rest] = path;
  if (part === undefined) return true;
  const below = (value as Record<string, unknown> | undefined)?.[part];
  return below !== undefined && hasPath(below, rest);
}

/** Where the value that decides was written; a conflict always has at least one. */
function placeOfLast(layers: readonly Layer[], path: KeyPath): Place {
  const layer = layers.findLast(({ written }) => hasPath(written, path.slice(0, 1)));
  return layer?.placeOf(path) ?? { from: 'file', line: 1, column: 1 };
}
