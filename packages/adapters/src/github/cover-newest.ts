/** What one page of a list that begins with the newest has. */
export interface ListPage<T> {
  readonly items: readonly T[];
  /** How many there are in the whole list. */
  readonly total: number;
  readonly more: boolean;
}

interface Cover<T, K> {
  /** Keys that at least one item is wanted of. */
  readonly wanted: ReadonlySet<K>;
  readonly keyOf: (item: T) => K;
  /** At most so many items of the list are read. */
  readonly most: number;
  /** From 1, of 100 items each. */
  readonly page: (number: number) => Promise<ListPage<T>>;
  /** The items of one key alone. */
  readonly single: (key: K) => Promise<readonly T[]>;
}

const PAGE = 100;

/**
 * Items of the wanted keys in as few requests as possible: pages of the common list as long as it has fewer pages left
 * than keys are missing, then the missing keys one by one. A flood of items by somebody else can so cost no more than
 * one request for each key and page.
 */
export async function coverNewest<T, K>({ wanted, keyOf, most, page, single }: Cover<T, K>): Promise<T[]> {
  const found: T[] = [];
  const missing = new Set(wanted);
  let read = 0;
  for (let number = 1; missing.size > 0; number += 1) {
    const { items, total, more } = await page(number);
    for (const item of items) {
      if (!wanted.has(keyOf(item))) continue;
      missing.delete(keyOf(item));
      found.push(item);
    }
    read += items.length;
    // A list may end before its total: GitHub shows the first 1,000 of a search.
    if (!more && read >= total) return found;
    if (!more) break;
    const unread = Math.ceil(total / PAGE) - number;
    const allowed = Math.ceil(most / PAGE) - number;
    if (allowed <= 0 || missing.size < Math.min(unread, allowed)) break;
  }
  const rest = await Promise.all([...missing].map(async (key) => await single(key)));
  return [...found, ...rest.flat()];
}
