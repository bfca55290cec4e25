/** What git hands to a merge driver: three files, the length of markers, and the path that is merged. */
export interface DriverCall {
  readonly base: string;
  readonly ours: string;
  readonly theirs: string;
  readonly markerSize: number;
  readonly path: string;
}
