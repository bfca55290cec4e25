import type { ForgeSettings } from '@sluice/ports';
import type { Target } from './fixes.ts';

/** Who may go around a ruleset: a role, a team, an app. */
export type BypassActor = NonNullable<NonNullable<Answer<'rulesets'>>[number]['bypassActors']>[number];

type Answer<K extends keyof ForgeSettings> = Awaited<ReturnType<ForgeSettings[K]>>;

/** One workflow file as it stands on the base branch. */
export interface WorkflowFile {
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly text: string;
  /** What it says as YAML; null: it is not a mapping. */
  readonly content: Readonly<Record<string, unknown>> | null;
}

/** Everything that the rules look at; null in a field: it could not be read, which is never taken as good. */
export interface Facts extends Target {
  /** Files below `.github/workflows` of the base branch. */
  readonly workflows: readonly WorkflowFile[] | null;
  /** Whether these are all the files, or only those with the names that `init` gives. */
  readonly allWorkflows: boolean;
  /** Empty: there is none in any of the places that GitHub looks at. */
  readonly codeOwners: string | null;
  /** Of the base branch. */
  readonly rules: Answer<'rulesOf'>;
  /** Of `sluice/checkpoint`. */
  readonly checkpointRules: Answer<'rulesOf'>;
  /** Of `sluice/stop`. */
  readonly stopRules: Answer<'rulesOf'>;
  readonly rulesets: Answer<'rulesets'>;
  readonly actions: Answer<'actionsPermissions'>;
  readonly token: Answer<'workflowPermissions'>;
  readonly secrets: Answer<'repositorySecrets'>;
  readonly organizationSecrets: Answer<'organizationSecrets'>;
  readonly deployment: Answer<'environment'>;
  readonly variables: Answer<'variables'>;
  readonly hasStopLabel: boolean | null;
  readonly visibility: Answer<'visibility'>;
  /** `.sluice.yml`; empty: there is none. */
  readonly policy: string | null;
  /** The file with the roots of signatures; empty: there is none. */
  readonly trustRoot: string | null;
}
