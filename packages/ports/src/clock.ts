/** Time as seen by the shell of the program; the core gets it as values. */
export interface Clock {
  /** Seconds since the epoch. */
  now(): number;
  /** Seconds from an arbitrary start, never going back: for durations. */
  elapsed(): number;
}
