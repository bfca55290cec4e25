/** What testing a set of items showed. `unmergeable`: its items do not merge together, so there was no tree to test. */
export type RunOutcome = 'green' | 'red' | 'unmergeable';
