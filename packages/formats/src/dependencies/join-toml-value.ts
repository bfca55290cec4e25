import type { Join, Versions } from '../tree/merge-parts.ts';
import { joinVersion, joinVersionFields } from './join-version.ts';
import { joinRequirement, requirementName } from './requirement.ts';

/** A value of Cargo.toml or pyproject.toml: versions, and what a dependency is asked for in. */
export const joinTomlValue: Join = (path, values) => {
  if (!/dependenc/i.test(path[0] ?? ''))
    return joinRequirementText(values) ?? joinVersionFields(path, values);
  return joinRequirementText(values) ?? joinVersion(values, 'compatible');
};

/** The requirement in a string of an array of them. */
function joinRequirementText({ base, ours, theirs }: Versions<string>): string | null {
  const [b, o, t] = [base === undefined ? undefined : inner(base), inner(ours), inner(theirs)];
  if (b === null || o === null || t === null || ours[0] !== theirs[0] || !isRequirement(o)) return null;
  const joined = joinRequirement({ base: b, ours: o, theirs: t });
  return joined === null ? null : `${ours[0]}${joined}${ours[0]}`;
}

function isRequirement(text: string): boolean {
  return /^[A-Za-z]/.test(text) && requirementName(text) !== null;
}

/** What an item of an array in pyproject.toml is known by: the project that it requires. */
export function requiredName(value: string): string | null {
  const text = inner(value);
  return text === null ? null : requirementName(text);
}

/** The text between plain quotes; null if it is not such a text. */
function inner(value: string): string | null {
  return /^(["'])[^"'\\]*\1$/.test(value) ? value.slice(1, -1) : null;
}
