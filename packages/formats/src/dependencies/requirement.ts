import { compare, valid } from '@renovatebot/pep440';
import type { Versions } from '../tree/merge-parts.ts';
import { majorOf } from './compare-versions.ts';

/** A requirement of Python: `name[extra] >=1.0,<2 ; marker`. Source: https://packaging.python.org/specifications/dependency-specifiers */
interface Requirement {
  readonly name: string;
  /** White space between the name and the clauses. */
  readonly gap: string;
  /** Operator to version; `!=` once for each version. */
  readonly clauses: ReadonlyMap<string, string>;
  readonly rest: string;
}

const SHAPE = /^([A-Za-z0-9][\w.-]*(?:\s*\[[^\]]*\])?)(\s*)((?:[<>=!~]=?=?\s*[\w.*+!-]+\s*,?\s*)*)([^]*)$/;
/** Longer text is no requirement that people write. */
const LONGEST = 500;
const LOWER = ['>=', '>', '==', '===', '~='];

/** The name that a requirement is known by, normalised; null where the text is none. Source: PEP 503. */
export function requirementName(text: string): string | null {
  const found = text.length > LONGEST ? null : SHAPE.exec(text.trim());
  if (!found || !/^(?:\s*;[^]*)?$/.test(found[4]!)) return null;
  const name = found[1]!
    .replace(/\s*\[.*/, '')
    .toLowerCase()
    .replaceAll(/[-_.]+/g, '-');
  return `${name}${found[4]!.replaceAll(/\s+/g, '')}`;
}

/**
 * A requirement that honours both sides: clauses that one side changed as it has them, bounds that both moved as the
 * narrower of the two; null where no version is left, or they ask for incompatible ones.
 */
export function joinRequirement({ base, ours, theirs }: Versions<string>): string | null {
  const [o, t] = [requirementOf(ours), requirementOf(theirs)];
  const b = base === undefined ? null : requirementOf(base);
  if (!o || !t || (base !== undefined && !b) || o.name !== t.name || o.rest !== t.rest) return null;
  const clauses: string[] = [];
  for (const operator of new Set([...o.clauses.keys(), ...t.clauses.keys()])) {
    const [was, mine, other] = [b?.clauses.get(operator), o.clauses.get(operator), t.clauses.get(operator)];
    const joined =
      mine === other || other === was ? mine : mine === was ? other : narrower(operator, mine, other);
    if (joined === null) return null;
    if (joined !== undefined) clauses.push(operator.startsWith('!=') ? `!=${joined}` : operator + joined);
  }
  return isPossible(clauses) ? `${o.name}${o.gap}${clauses.join(',')}${o.rest}` : null;
}

function requirementOf(text: string): Requirement | null {
  const found = text.length > LONGEST ? null : SHAPE.exec(text);
  if (!found) return null;
  const clauses = new Map<string, string>();
  for (const clause of found[3]!.split(',').map((each) => each.replaceAll(/\s+/g, ''))) {
    if (clause === '') continue;
    const [, operator, version] = /^([<>=!~]+)(.+)$/.exec(clause)!;
    const key = operator === '!=' ? clause : operator!;
    if (clauses.has(key)) return null;
    clauses.set(key, version!);
  }
  const spaces = found[3]!.length - found[3]!.trimEnd().length;
  const rest = found[3]!.slice(found[3]!.length - spaces) + found[4]!;
  return { name: found[1]!, gap: found[2]!, clauses, rest };
}

/** The bound that leaves fewer versions; null where they cannot be compared or are worlds apart. */
function narrower(operator: string, mine: string | undefined, other: string | undefined): string | null {
  if (mine === undefined || other === undefined || valid(mine) === null || valid(other) === null) return null;
  const isPin = operator === '==' || operator === '===' || operator === '~=';
  if (isPin && majorOf(mine) !== majorOf(other)) return null;
  const later = compare(mine, other) >= 0;
  return LOWER.includes(operator) === later ? mine : other;
}

/** Whether the lower bounds lie below the upper ones. */
function isPossible(clauses: readonly string[]): boolean {
  const bounds = clauses.map((clause) => /^([<>=~!]+)(.+)$/.exec(clause)!);
  return bounds.every(
    ([, low, from]) =>
      !LOWER.includes(low!) ||
      bounds.every(
        ([, high, to]) =>
          !high!.startsWith('<') || !valid(from) || !valid(to) || compare(from!, to!) < Number(high === '<='),
      ),
  );
}
