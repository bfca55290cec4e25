/** What is known about version ranges; given by the caller. */
export interface Ranges {
  /** Whether a version is one of a range; null where the text is no range (a tag, an address). */
  readonly isWithin: (version: string, range: string) => boolean | null;
}

/** Whether a range takes whatever comes: it has no upper end. null where the text is no range. */
export function isOpen(range: string, { isWithin }: Ranges): boolean | null {
  return isWithin('999999999.0.0', range);
}
