// What `sluice dev` and the process that is the local GitHub say to each other over their channel.

/** The first message to the process. */
export interface StartOrder {
  readonly kind: 'start';
  /** A fresh directory, which the process removes when it ends. */
  readonly directory: string;
  /** A checkout of the toolkit with its `dist/`. */
  readonly checkout: string;
  /** Program of the sigstore services. */
  readonly sigstoreEntry: string;
  /** 0: any free one. */
  readonly port: number;
}

/** The second: the repository that is served. */
export interface ServeOrder {
  readonly kind: 'serve';
  /** Name without owner. */
  readonly name: string;
  /** A git repository with the branches that it begins with. */
  readonly from: string;
  readonly base: string;
  /** On top of the user's base: it has the workflow files. */
  readonly setupCommit: string;
  /** Globs of agent branches. */
  readonly branches: readonly string[];
  readonly visibility: 'public' | 'private';
  /** Where to write {@link DevState}; it must not exist. */
  readonly stateFile: string;
}

/** The process stays when its parent goes, until a signal ends it. */
export interface DetachOrder {
  readonly kind: 'detach';
}

export type Order = StartOrder | ServeOrder | DetachOrder;

export type Answer =
  | { readonly kind: 'started'; readonly url: string; readonly toolkitCommit: string }
  | { readonly kind: 'serving'; readonly state: DevState }
  /** `code`: of a system error (`EADDRINUSE`, `EEXIST`), else empty. */
  | { readonly kind: 'failed'; readonly code: string; readonly message: string };

/** The form of {@link DevState}; another number is another form. */
export const DEV_SCHEMA = 'sluice/dev@1';

/** What a later command needs to find the local GitHub of a repository. It holds tokens: for its owner alone. */
export interface DevState {
  readonly schema: typeof DEV_SCHEMA;
  readonly pid: number;
  /** Told at {@link HELLO}, so that another program at the same port is not taken for this one. */
  readonly instance: string;
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** `owner/name` */
  readonly repository: string;
  readonly base: string;
  readonly setupCommit: string;
  readonly branches: readonly string[];
  /** All that the process keeps on disk. */
  readonly directory: string;
  /** Of an app that may push contents, not workflows: as agents should have it. */
  readonly agentToken: string;
  /** Of a person who may do everything. */
  readonly maintainerToken: string;
}

/** Path that answers `{ "instance": … }`. */
export const HELLO = '/_sluice/hello';
/** Path that answers what a wait needs: {@link Activity}. */
export const ACTIVITY = '/_sluice/activity';

export interface Activity {
  /** Nothing runs, and nothing will follow what ran. */
  readonly idle: boolean;
  /** Every run so far, oldest first. */
  readonly runs: readonly RunActivity[];
}

export interface RunActivity {
  readonly id: number;
  readonly attempt: number;
  readonly name: string;
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly event: string;
  readonly branch: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string;
  /** null: it runs still. */
  readonly endedAt: string | null;
  /** Why it failed before any job. */
  readonly errors: readonly string[];
  readonly jobs: readonly JobActivity[];
}

export interface JobActivity {
  readonly id: number;
  readonly name: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly startedAt: string;
  readonly endedAt: string | null;
}
