// What the schema objects to, one problem per value, in words for people.
import * as z from 'zod';
import type { KeyPath } from './problem.ts';
import { fullPolicySchema, writtenPolicySchema, type WrittenPolicy } from './policy-shape.ts';
import { suggest } from './suggest.ts';

/** A problem that does not know yet where it was written. */
export interface ShapeProblem {
  readonly path: KeyPath;
  /** The key itself is wrong, not its value. */
  readonly ofKey: boolean;
  readonly wrong: string;
  readonly allowed: string;
}

export type ShapeReading =
  | { readonly written: WrittenPolicy; readonly problems: readonly [] }
  | { readonly problems: readonly ShapeProblem[] };

type Issue = z.core.$ZodIssue;

/** Checks plain values against the shape of a written policy. */
export function readShape(value: unknown): ShapeReading {
  const result = writtenPolicySchema.safeParse(value, { reportInput: true });
  if (result.success) return { written: result.data, problems: [] };
  const problems = result.error.issues.flatMap((issue) => problemsOf(issue, value, []));
  const first = new Map(problems.toReversed().map((problem) => [JSON.stringify(problem.path), problem]));
  return { problems: problems.filter((problem) => first.get(JSON.stringify(problem.path)) === problem) };
}

function problemsOf(issue: Issue, root: unknown, around: KeyPath): ShapeProblem[] {
  const path = [...around, ...(issue.path as (string | number)[])];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(key, path));
  if (issue.code === 'invalid_union') {
    const meant = issue.errors.find((issues) => !issues.some(isOfWhole));
    if (meant !== undefined && meant.length > 0)
      return meant.flatMap((inner) => problemsOf(inner, root, path));
  }
  const wrong =
    issue.code === 'custom'
      ? `${show(valueAt(root, path))}: ${issue.params?.['wrong']}`
      : describe(root, path);
  return [{ path, ofKey: false, wrong, allowed: issue.message }];
}

/** An alternative that objects to the whole value is not the one that was meant. */
function isOfWhole(issue: Issue): boolean {
  return issue.path.length === 0 && (issue.code === 'invalid_type' || issue.code === 'invalid_value');
}

function unknownKey(key: string, path: KeyPath): ShapeProblem {
  const known = knownKeys(fullPolicySchema, path);
  const meant = suggest(key, known);
  const wrong = meant === null ? 'Unknown key' : `Unknown key (did you mean "${meant}"?)`;
  return { path: [...path, key], ofKey: true, wrong, allowed: known.join(', ') };
}

/** The keys of the mapping at a path, read off the schema. */
function knownKeys(schema: unknown, path: KeyPath): string[] {
  if (schema instanceof z.ZodUnion) {
    return schema.options.map((option) => knownKeys(option, path)).find((keys) => keys.length > 0) ?? [];
  }
  const [part, ...rest] = path;
  if (schema instanceof z.ZodArray) return typeof part === 'number' ? knownKeys(schema.element, rest) : [];
  if (!(schema instanceof z.ZodObject)) return [];
  return part === undefined ? Object.keys(schema.shape) : knownKeys(schema.shape[part], rest);
}

function describe(root: unknown, path: KeyPath): string {
  const value = valueAt(root, path);
  if (value === undefined) return 'It is missing';
  if (value === null) return 'It has no value';
  return `${show(value)} is not allowed here`;
}

function show(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'An empty list' : 'A list';
  if (typeof value === 'object' && value !== null) return 'A mapping';
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
}

function valueAt(root: unknown, path: KeyPath): unknown {
  return path.reduce<unknown>(
    (value, part) => (value as Record<string, unknown> | null | undefined)?.[part],
    root,
  );
}
