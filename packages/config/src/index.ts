export { readCodeOwners, type CodeOwners } from './code-owners.ts';
export { DEFAULT_POLICY } from './default-policy.ts';
export { globMatcher, globMistake } from './glob.ts';
export { overrideFromYaml } from './override-from-yaml.ts';
export { policyJsonSchema } from './policy-json-schema.ts';
export type { WrittenPolicy } from './policy-shape.ts';
export { policyFault, showProblem, type Place, type Problem } from './problem.ts';
export {
  readPolicy,
  type EffectivePolicy,
  type Origins,
  type Override,
  type PolicyKey,
  type PolicyReading,
} from './read-policy.ts';
export { showPolicy } from './show-policy.ts';
