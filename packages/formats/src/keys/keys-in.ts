// The keys of a file as they stand there, those that are there twice included: what a merge reads has none of these.
import type { Claim, GitPath } from '@sluice/model';
import { JSON_KEYS } from './json-keys.ts';
import { keyedFormatOf, type KeyedFormat } from './keyed-files.ts';
import type { KeyReader } from './key-reader.ts';
import { TOML_KEYS } from './toml-keys.ts';
import { walkKeys } from './walk-keys.ts';
import { YAML_KEYS } from './yaml-keys.ts';

/**
 * Every key of a file, in its order; null if it is no data file, is not well-formed, or has more keys than people write.
 * What is below the second one of a key is left out. Readers of JSON take the last of several: one that is there twice
 * with the same value is listed once.
 */
export function keysIn(path: GitPath, text: string): readonly Claim[] | null {
  const format = keyedFormatOf(path);
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    return format && READ[format](plain);
  } catch (error) {
    // Nesting deeper than the stack is hostile.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

const READ: Record<KeyedFormat, (text: string) => readonly Claim[] | null> = {
  JSON: (text) => read(text, JSON_KEYS),
  YAML: (text) => read(text, YAML_KEYS),
  TOML: (text) => read(text, TOML_KEYS),
};

function read<Node>(text: string, reader: KeyReader<Node>): readonly Claim[] | null {
  const root = reader.read(text);
  return root === null ? null : walkKeys(text, root, reader);
}
