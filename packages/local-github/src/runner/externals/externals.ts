// The table of local equivalents.
import { ActionsError } from '../actions-error.ts';
import { checkout } from './checkout.ts';
import type { ExternalAction } from './external-action.ts';
import { setupNode } from './setup-node.ts';

/** Every action of GitHub's that this runner has an equivalent of. */
export const EXTERNALS: readonly ExternalAction[] = [checkout, setupNode];

/** The equivalent of an action; null: the table does not name it. Fails on a version whose behaviour it does not have. */
export function findExternal(
  table: readonly ExternalAction[],
  name: string,
  revision: string,
): ExternalAction | null {
  const found = table.find((each) => each.name === name.toLowerCase());
  if (!found) return null;
  const major = /^(v\d+)(?:\.\d+){0,2}$/.exec(revision)?.[1];
  const isKnown = /^[0-9a-f]{40}$/.test(revision) || found.versions.includes(major ?? revision);
  if (isKnown) return found;
  throw new ActionsError(`${name}@${revision}: the local equivalent is of ${found.versions.join(', ')}.`);
}

/** Inputs with defaults filled in; an input that the action does not have fails instead of being passed over. */
export function externalInputs(
  action: ExternalAction,
  given: Readonly<Record<string, string>>,
): Record<string, string> {
  const known = Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]));
  const unknown = Object.keys(known).filter((name) => !(name in action.inputs));
  if (unknown.length > 0)
    throw new ActionsError(`${action.name}: not supported here: ${unknown.join(', ')}.`);
  return { ...action.inputs, ...known };
}
