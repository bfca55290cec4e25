/** One thing worth telling while a run is on. `done` and `total` count the same unit. */
export interface ProgressEvent {
  readonly stage:
    'memory' | 'discover' | 'cluster' | 'candidates' | 'install' | 'audit' | 'validate' | 'deliver';
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
}

/** Receives progress; must never throw and never wait. */
export type Progress = (event: ProgressEvent) => void;
