export { isGenerated } from './generated-files.ts';
export { formatObjection } from './format-objection.ts';
export { keyedFormatOf } from './keys/keyed-files.ts';
export { keysIn } from './keys/keys-in.ts';
export { mergeFormat, type FormatAnswer, type FormatConflict, type FormatMerge } from './merge-format.ts';
export { dependencyChanges, isPackageManifest } from './package-json/dependency-changes.ts';
export { mergePackageJson, type PackageMerge } from './package-json/merge-package-json.ts';
export { isWithin, joinRanges } from './package-json/version-range.ts';
export type { Apart } from './tree/merge-parts.ts';
