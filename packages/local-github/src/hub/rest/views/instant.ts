/** Times as GitHub writes them: UTC, whole seconds. */
export function instant(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

export function instantOrNull(date: Date | null): string | null {
  return date === null ? null : instant(date);
}
