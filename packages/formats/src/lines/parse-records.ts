import { parseJson } from '../json/parse-json.ts';
import type { Join } from '../tree/merge-parts.ts';
import { mergeTrees } from '../tree/merge-parts.ts';
import { leaf, printBody, type Group } from '../tree/part.ts';
import type { Arrange } from '../tree/place-parts.ts';
import { arrangeMeeting } from '../tree/arrange-meeting.ts';
import { parseLines } from './parse-lines.ts';

/** Fields that say when a record was last changed. */
const CHANGED = [
  'updated_at',
  'updatedAt',
  'modified_at',
  'modifiedAt',
  'last_modified',
  'lastModified',
  'timestamp',
];

/** JSON Lines: a record a line, known by its `id` if it has one, else by what it says. Source: https://jsonlines.org */
export function parseRecords(text: string): Group | null {
  let wrong = false;
  const tree = parseLines(text, {
    kind: 'set',
    read: (line) => {
      const value = line.trim();
      if (value === '') return null;
      const record = recordOf(value);
      wrong ||= record === undefined;
      const id = record && fieldOf(record, 'id');
      return { key: id ?? value, body: leaf(value, '', line.slice(value.length)) };
    },
  });
  return wrong ? null : tree;
}

/** Records with an id in the order of their ids, where both sides keep one; else those of ours first. */
export const arrangeRecords: Arrange = (meeting) => {
  const keys = [...meeting.ours, ...meeting.theirs];
  return keys.some((key) => key.startsWith('{')) ? keys : arrangeMeeting(meeting);
};

/** undefined: not JSON; null: JSON, but no object. */
function recordOf(line: string): Group | null | undefined {
  if (line.startsWith('{')) return parseJson(line, { comments: false }) ?? undefined;
  try {
    JSON.parse(line);
    return null;
  } catch {
    return undefined;
  }
}

function fieldOf(record: Group, name: string): string | null {
  const found = record.children.find(({ key }) => key === name);
  return found?.body.kind === 'leaf' ? found.body.value : null;
}

/**
 * A record that both sides changed: field by field; a field that both changed as the side has it that says it was
 * changed later, if both say when.
 */
export const joinRecord: Join = (_, { base, ours, theirs }) => {
  const [o, t] = [recordOf(ours), recordOf(theirs)];
  const b = base === undefined ? undefined : recordOf(base);
  if (!o || !t || b === null) return null;
  const [mine, other] = [changedAt(o), changedAt(t)];
  const later = mine === null || other === null || mine === other ? null : mine > other ? 'ours' : 'theirs';
  const merge = mergeTrees(
    { base: b, ours: o, theirs: t },
    { join: (_path, values) => (later ? values[later] : null), arrange: arrangeMeeting },
  );
  return merge.conflicts.length > 0 ? null : printBody(merge.body);
};

/** When a record was changed, as text that sorts by time; null if it does not say. */
function changedAt(record: Group): string | null {
  for (const name of CHANGED) {
    const value = fieldOf(record, name);
    if (value !== null && /^"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]00:?00)?"$/.test(value)) return value;
  }
  return null;
}
