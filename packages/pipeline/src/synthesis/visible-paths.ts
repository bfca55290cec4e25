import { globMatcher } from '@sluice/config';
import type { GitPath, Policy } from '@sluice/model';
import { isDecidingPath, isSecretPath } from '@sluice/synthesis';

/** Why no model may see a path; null: it may. */
export type Hiding = (path: GitPath) => string | null;

/** What is sensitive by the policy, or by its nature whatever the policy says. */
export function hidingOf({ protectedPaths, vetoPaths, risks }: Policy): Hiding {
  const rules: readonly (readonly [string, (path: GitPath) => boolean])[] = [
    ['it may hold secrets', isSecretPath],
    ['it decides what is installed or run', isDecidingPath],
    ['the policy protects it', globMatcher(protectedPaths)],
    ['the policy vetoes changes of it', globMatcher(vetoPaths)],
    ...risks.map(({ name, paths }) => [`the policy names a risk: ${name}`, globMatcher(paths)] as const),
  ];
  return (path) => rules.find(([, matches]) => matches(path))?.[0] ?? null;
}
