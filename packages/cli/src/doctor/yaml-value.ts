// Looks into values of unknown shape, as a YAML file gives them. Nothing here throws.

export type Mapping = Readonly<Record<string, unknown>>;

export function isMapping(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value below these keys; undefined: one of them is not there. */
export function at(value: unknown, ...keys: readonly string[]): unknown {
  let found = value;
  for (const key of keys) {
    if (!isMapping(found) || !Object.hasOwn(found, key)) return undefined;
    found = found[key];
  }
  return found;
}

/** A text or a list of texts as a list. */
export function texts(value: unknown): string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((each): each is string => typeof each === 'string');
}

/** Names of the events in `on:`, in any of its three forms. */
export function eventsOf(workflow: unknown): string[] {
  const on = at(workflow, 'on');
  return isMapping(on) ? Object.keys(on) : texts(on);
}

/** The jobs of a workflow by name. */
export function jobsOf(workflow: unknown): [string, Mapping][] {
  const jobs = at(workflow, 'jobs');
  if (!isMapping(jobs)) return [];
  return Object.entries(jobs).flatMap(([name, job]) =>
    isMapping(job) ? [[name, job] as [string, Mapping]] : [],
  );
}
