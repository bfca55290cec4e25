/** Most candidates of a cluster of `agents` branches. */
export function candidateBudget(agents: number, configured: number | null): number {
  return configured ?? Math.min(5, agents + 2);
}
