import { Fault } from '@sluice/model';

/**
 * Does `work` for all items at once, and finds by halving those for which it fails because an object is missing or
 * damaged: one broken branch must not take the others down.
 */
export async function isolate<T, R>(
  items: readonly T[],
  work: (items: readonly T[]) => Promise<readonly R[]>,
): Promise<{ done: readonly (readonly [T, R])[]; broken: readonly (readonly [T, Fault])[] }> {
  if (items.length === 0) return { done: [], broken: [] };
  try {
    const results = await work(items);
    return { done: items.map((item, i) => [item, results[i]!] as const), broken: [] };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'CORRUPT_OBJECT') throw error;
    if (items.length === 1) return { done: [], broken: [[items[0]!, error]] };
    const middle = items.length >> 1;
    const left = await isolate(items.slice(0, middle), work);
    const right = await isolate(items.slice(middle), work);
    return { done: [...left.done, ...right.done], broken: [...left.broken, ...right.broken] };
  }
}
