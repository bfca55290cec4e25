/** How long to go on where the forge asks to wait or does not answer. */
export interface Patience {
  /** Seconds that may be spent in all on waiting for rate limits; beyond, FORGE_LIMITED. */
  readonly limitBudget: number;
  /** How often a request is sent before a passing fault counts as FORGE_UNREACHABLE. */
  readonly attempts: number;
  /** Seconds after which a request counts as unanswered. */
  readonly timeout: number;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly wait: (seconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

export interface ForgeOptions {
  /** `https://api.github.com`, from GITHUB_API_URL. */
  readonly apiUrl: string;
  /** `https://api.github.com/graphql`, from GITHUB_GRAPHQL_URL. */
  readonly graphqlUrl: string;
  /** The workflow token: reads, check runs, issues. */
  readonly token: string;
  /** PR_CREATE_TOKEN: pull requests, their labels and comments. Without it those are FORGE_DENIED. */
  readonly writeToken?: string | null;
  /** `owner/name` */
  readonly repository: string;
  readonly userAgent: string;
  /** A fixed sentence, and what it is about. No token is ever in it. */
  readonly log: (sentence: string, fields: Readonly<Record<string, string | number>>) => void;
  readonly patience?: Partial<Patience>;
  /** Ends every request and every wait. */
  readonly signal?: AbortSignal;
}

/** Requests sent so far, repeated ones included; downloads from blob storage are apart. */
export interface ForgeSpending {
  readonly rest: number;
  readonly graphql: number;
  readonly blobs: number;
  /** Seconds spent waiting for rate limits. */
  readonly waited: number;
}
