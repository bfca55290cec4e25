// What a workflow or action file may do with caches and with text by others, found in its YAML.
import { parse } from 'yaml';

/** Every step of a workflow or a composite action, and every job that calls another workflow. */
function partsOf(text: string): readonly Record<string, unknown>[] {
  const found: Record<string, unknown>[] = [];
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value) && ('run' in value || 'uses' in value || 'steps' in value))
      found.push({ ...value });
    Object.values(value).forEach(visit);
  };
  visit(parse(text));
  return found;
}

/** Where a file takes something from a cache, or could; empty: nowhere. */
export function cacheUses(text: string): string[] {
  const file = parse(text) as Record<string, unknown>;
  const steps = partsOf(text).flatMap(({ uses, run, with: given }) => [
    ...(/^actions\/cache|\/cache@/.test(String(uses)) ? [`uses ${String(uses)}`] : []),
    // Set-up actions of others keep caches by default or by one of these.
    ...(/\/setup-|rust-cache|ccache/.test(String(uses)) ? [`uses ${String(uses)}`] : []),
    ...Object.keys(Object(given) as object).filter((key) => /cache/i.test(key)),
    ...(/ACTIONS_CACHE_URL|ACTIONS_RESULTS_URL.*cache/i.test(String(run)) ? ['run: the cache service'] : []),
  ]);
  const isWorkflow = 'jobs' in file;
  return [...steps, ...(isWorkflow && file['cache-mode'] !== 'none' ? ['cache-mode is not none'] : [])];
}

/** Expressions in text that a shell or an interpreter runs: they are put there before it is read. */
export function expressionsInCode(text: string): string[] {
  return partsOf(text).flatMap((part): string[] => {
    const { run, shell } = part;
    const script = (part['with'] as Record<string, unknown> | undefined)?.['script'];
    const code = [run, shell, script].filter((each) => typeof each === 'string');
    return code.flatMap((each) => each.match(/\$\{\{[^]*?\}\}/g) ?? []);
  });
}
