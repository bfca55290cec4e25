/** What makes a run, job or step fail in the simulated GitHub; its message becomes the annotation, as GitHub words it. */
export class ActionsError extends Error {
  override readonly name = 'ActionsError';
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
