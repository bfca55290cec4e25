// One use of an action in a job: what was resolved, and the state that its stages share.
import type { Context } from '../contexts/github-context.ts';
import type { ExternalAction } from '../externals/external-action.ts';
import type { ActionFile } from '../workflow/action-file.ts';
import type { FileOrigin, Step } from '../workflow/workflow.ts';

export type ResolvedAction =
  | { readonly kind: 'external'; readonly external: ExternalAction }
  | {
      readonly kind: 'file';
      readonly file: ActionFile;
      /** Where its `action.yml` lies on disk. */
      readonly directory: string;
      /** What `$/` means in it. */
      readonly origin: FileOrigin;
      /** `github.action_repository` and `action_ref`; empty for an action of the workspace. */
      readonly repository: string;
      readonly ref: string;
    };

export interface PostPlace {
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, string>>;
  readonly action: Context;
  shallRun(): boolean;
}

export interface ActionInstance {
  readonly action: ResolvedAction;
  /** What its stages said with GITHUB_STATE. */
  state: Readonly<Record<string, string>>;
  /** Set when its post stage waits for the end of the job: with the values of the stage that ran last. */
  post: PostPlace | null;
  /** The actions that a composite action uses. */
  readonly children: Map<Step, ActionInstance>;
}

export function newInstance(action: ResolvedAction): ActionInstance {
  return { action, state: {}, post: null, children: new Map() };
}
