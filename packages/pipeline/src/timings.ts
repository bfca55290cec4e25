import type { Clock } from '@sluice/ports';

/** Seconds per stage, summed over rounds. */
export type Timings = Record<string, number>;

/** Does the work and adds the time it took to its stage. */
export async function timed<T>(
  timings: Timings,
  stage: string,
  clock: Clock,
  work: () => Promise<T>,
): Promise<T> {
  const start = clock.elapsed();
  try {
    return await work();
  } finally {
    timings[stage] = (timings[stage] ?? 0) + clock.elapsed() - start;
  }
}
