import type { GitPath } from '@sluice/model';
import { isGenerated } from '../generated-files.ts';

export type KeyedFormat = 'JSON' | 'YAML' | 'TOML';

const ENDS: readonly (readonly [RegExp, KeyedFormat])[] = [
  [/\.(?:json|jsonc|code-workspace|webmanifest)$/i, 'JSON'],
  [/\.ya?ml$/i, 'YAML'],
  [/\.toml$/i, 'TOML'],
];

/** The format of a file that people write keys into; null for any other. */
export function keyedFormatOf(path: GitPath): KeyedFormat | null {
  return isGenerated(path) ? null : (ENDS.find(([end]) => end.test(path))?.[1] ?? null);
}
