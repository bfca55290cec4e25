// Which kind of machine `runs-on` asks for.
import { ActionsError } from '../actions-error.ts';

const HOSTED = /^ubuntu-(?:latest|slim|\d\d\.\d\d)(?:-arm)?$/;

/** Hosted Ubuntu labels run here, and so does `self-hosted`; any other label has no runner, which on GitHub means to wait for ever. */
export function runnerFor(
  runsOn: unknown,
  selfHostedLabels: readonly string[],
): 'github-hosted' | 'self-hosted' {
  const labels = labelsOf(runsOn);
  if (labels.includes('self-hosted') || labels.some((label) => selfHostedLabels.includes(label)))
    return 'self-hosted';
  const unknown = labels.filter((label) => !HOSTED.test(label));
  if (labels.length > 0 && unknown.length === 0) return 'github-hosted';
  throw new ActionsError(
    `There is no runner for runs-on: [${labels.join(', ')}]; Ubuntu and self-hosted run here.`,
  );
}

function labelsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.map(String);
  const { group, labels } = (value ?? {}) as { group?: unknown; labels?: unknown };
  if (group !== undefined) throw new ActionsError('runs-on: group is not supported here.');
  return labels === undefined ? [] : labelsOf(labels);
}
