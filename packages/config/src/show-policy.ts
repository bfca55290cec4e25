// The policy of a run as a policy file: each value followed by where it came from.
import { Document, visit } from 'yaml';
import type { Origin } from '@sluice/model';
import type { EffectivePolicy, Origins, PolicyKey } from './read-policy.ts';
import { isMapping } from './policy-shape.ts';
import { toWritten } from './written-policy.ts';

/** Text of a policy file that reads back to the same policy. `file` is how comments call the file that was read. */
export function showPolicy({ policy, origins }: EffectivePolicy, file = '.sluice.yml'): string {
  const entries = Object.entries(toWritten(policy)).map(([key, value]) =>
    isMapping(key)
      ? showMapping(key, { value: value as object, origins, file })
      : showEntry(key, value, origins[key as PolicyKey], file),
  );
  return entries.join('');
}

function showMapping(
  name: string,
  { value, origins, file }: { value: object; origins: Origins; file: string },
): string {
  const lines = Object.entries(value).map(([key, one]) =>
    showEntry(key, one, origins[`${name}.${key}` as PolicyKey], file),
  );
  return `${name}:\n${lines.join('').replace(/^(?=.)/gm, '  ')}`;
}

/** The comment goes on the first line, which is a whole value or the head of a block. */
function showEntry(key: string, value: unknown, origin: Origin, file: string): string {
  return yamlOf({ [key]: value }).replace('\n', () => `  # ${showOrigin(origin, file)}\n`);
}

function showOrigin(origin: Origin, file: string): string {
  if (origin.from === 'default') return 'default';
  return origin.from === 'file' ? `${file}, line ${origin.line}` : `option ${origin.option}`;
}

function yamlOf(value: unknown): string {
  const document = new Document(value, { aliasDuplicateObjects: false });
  visit(document, {
    Scalar(_, node) {
      // Half characters (bytes of a name that are not UTF-8) survive only as escapes.
      if (typeof node.value === 'string' && !node.value.isWellFormed()) node.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}
