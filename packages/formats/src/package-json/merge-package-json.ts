import { mergeFormat } from '../merge-format.ts';
import { parseJsonObject } from './json-value.ts';

/** A merged manifest, or the keys on which the sides cannot be joined. */
export type PackageMerge =
  | { readonly kind: 'merged'; readonly text: string }
  | { readonly kind: 'conflict'; readonly keys: readonly string[] };

/** A three-way merge of package.json by meaning. */
export function mergePackageJson(base: string, ours: string, theirs: string): PackageMerge {
  const strict = [base, ours, theirs].every((text) => parseJsonObject(text) !== null);
  const merge = strict ? mergeFormat('package.json', base, ours, theirs) : null;
  if (!merge) return { kind: 'conflict', keys: ['(not valid JSON)'] };
  return merge.kind === 'merged'
    ? { kind: 'merged', text: merge.text }
    : { kind: 'conflict', keys: merge.keys };
}
