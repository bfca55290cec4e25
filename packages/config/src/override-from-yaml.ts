// An input of a workflow holds policy keys as YAML, by the same rules as the file.
import type { Override } from './read-policy.ts';
import { policyFault } from './problem.ts';
import { readYaml } from './read-yaml.ts';

/** The keys of a YAML text as an override under that name. Fault POLICY_INVALID where it is not YAML. */
export function overrideFromYaml(option: string, text: string): Override {
  const { value, problems } = readYaml(text);
  if (problems.length > 0) throw policyFault(problems, `the input ${option}`);
  return { option, set: Object(value) as Override['set'] };
}
