// Actions that live on GitHub are not reachable here: each has a local equivalent, or its use fails.

/** What an equivalent may do: as much as the action could, and no more. */
export interface ExternalContext {
  readonly inputs: Readonly<Record<string, string>>;
  readonly github: Readonly<Record<string, unknown>>;
  readonly workspace: string;
  readonly temp: string;
  /** Variables of the step. */
  readonly env: Readonly<Record<string, string>>;
  log(line: string): void;
  addPath(directory: string): void;
  setOutput(name: string, value: string): void;
  /** Runs a command of the step; its exit code. Output goes to the log. */
  run(command: string, args: readonly string[], cwd: string): Promise<number>;
  /** What is done when the job ends. */
  atEnd(name: string, action: (context: ExternalContext) => Promise<void>): void;
}

export interface ExternalAction {
  /** `owner/repo` or `owner/repo/path`. */
  readonly name: string;
  /** Major versions whose behaviour it has: `v4`; a commit id of 40 digits is taken as one of them. */
  readonly versions: readonly string[];
  /** Inputs with their defaults; any other input fails. */
  readonly inputs: Readonly<Record<string, string>>;
  /** One sentence: how it differs from the real one. */
  readonly differs: string;
  /** Throws an `ActionsError` to fail the step. */
  run(context: ExternalContext): Promise<void>;
}
