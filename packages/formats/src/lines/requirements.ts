import { joinRequirement, requirementName } from '../dependencies/requirement.ts';
import type { Join } from '../tree/merge-parts.ts';
import { leaf, type Group } from '../tree/part.ts';
import { lineKeys, parseLines, type LineStyle } from './parse-lines.ts';

/** Requirements of pip, each known by its name and marker; options by what they say. */
const REQUIREMENTS: LineStyle = {
  kind: 'map',
  read: (line) => {
    const comment = line.search(/(?:^|\s)#/);
    const value = line.slice(0, comment < 0 ? line.length : comment).trim();
    if (value === '') return null;
    const at = line.indexOf(value);
    const body = leaf(value, line.slice(0, at), line.slice(at + value.length));
    return { key: requirementName(value) ?? value, body };
  },
  continues: (line) => line.endsWith('\\'),
};

export function parseRequirements(text: string): Group | null {
  return parseLines(text, REQUIREMENTS);
}

export function requirementKeys(text: string): string[] {
  return lineKeys(text, REQUIREMENTS);
}

export const joinRequirementLine: Join = (_, values) => joinRequirement(values);
