export { candidateBudget } from './candidate-budget.ts';
export { contendedPaths } from './contended-paths.ts';
export { isGenerated } from './generated-files.ts';
export { dependencyChanges, isPackageManifest } from './package-json/dependency-changes.ts';
export { mergePackageJson, type PackageMerge } from './package-json/merge-package-json.ts';
export { isWithin, joinRanges } from './package-json/version-range.ts';
export { remediesFor, type ContestedStrategy, type Remedy } from './remedy.ts';
