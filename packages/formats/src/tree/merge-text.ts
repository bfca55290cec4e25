/**
 * A three-way merge of a text that has no parts: the side that changed it, or the side that changed more than its white
 * space; null where both said something else. Without a base, an empty text gives way.
 */
export function mergeText(base: string | undefined, ours: string, theirs: string): string | null {
  if (ours === theirs || theirs === base) return ours;
  if (ours === base) return theirs;
  const [b, o, t] = [base === undefined ? '' : squashed(base), squashed(ours), squashed(theirs)];
  if (o === t || t === b) return ours;
  return o === b ? theirs : null;
}

/** Without its white space. */
export function squashed(text: string): string {
  return text.replaceAll(/\s+/g, '');
}
