import type { JobRecord, RunRecord } from '../../runner/host.ts';
import { ObjectMemory } from '../git/object-memory.ts';
import { Lock } from './lock.ts';
import type {
  Artifact,
  CheckRun,
  Comment,
  Environment,
  Hook,
  Issue,
  Label,
  Pull,
  Ruleset,
  Setting,
  Status,
  Workflow,
} from './records.ts';

export type Visibility = 'public' | 'private' | 'internal';

export interface Run {
  record: RunRecord;
  /** Earlier attempts, by number. */
  readonly attempts: Map<number, RunRecord>;
  readonly workflowId: number;
  readonly createdAt: Date;
  updatedAt: Date;
}

export interface Job {
  record: JobRecord;
  readonly startedAt: Date;
  completedAt: Date | null;
  log: string;
}

/** Settings → Actions. */
export interface ActionsSettings {
  enabled: boolean;
  allowedActions: 'all' | 'local_only' | 'selected';
  shaPinningRequired: boolean;
  selected: { github_owned_allowed: boolean; verified_allowed: boolean; patterns_allowed: readonly string[] };
  defaultPermissions: 'read' | 'write';
  canApprovePullRequests: boolean;
  accessLevel: 'none' | 'user' | 'organization';
}

/** One repository: git objects and refs are on disk in `gitDir`, everything else is here. */
export class Repository {
  readonly id: number;
  readonly owner: string;
  readonly name: string;
  readonly fullName: string;
  readonly gitDir: string;
  readonly createdAt: Date;
  readonly defaultBranch: string;
  visibility: Visibility;
  pushedAt: Date;
  /** Held while refs are decided on and written. */
  readonly lock = new Lock();
  readonly memory = new ObjectMemory();
  readonly issues = new Map<number, Issue>();
  readonly pulls = new Map<number, Pull>();
  readonly comments = new Map<number, Comment>();
  /** By name in lower case: names of labels are compared without case. */
  readonly labels = new Map<string, Label>();
  readonly checkRuns = new Map<number, CheckRun>();
  readonly statuses: Status[] = [];
  readonly rulesets = new Map<number, Ruleset>();
  readonly variables = new Map<string, Setting>();
  readonly secrets = new Map<string, Setting>();
  /** Those of the organisation that are shared with it. */
  readonly organizationSecrets = new Map<string, Setting>();
  readonly environments = new Map<string, Environment>();
  readonly hooks = new Map<number, Hook>();
  readonly workflows = new Map<string, Workflow>();
  readonly runs = new Map<number, Run>();
  readonly jobs = new Map<number, Job>();
  readonly artifacts = new Map<number, Artifact>();
  readonly actions: ActionsSettings = {
    enabled: true,
    allowedActions: 'all',
    shaPinningRequired: false,
    selected: { github_owned_allowed: true, verified_allowed: false, patterns_allowed: [] },
    defaultPermissions: 'read',
    canApprovePullRequests: false,
    accessLevel: 'none',
  };
  #lastNumber = 0;

  constructor(
    facts: Pick<
      Repository,
      'id' | 'owner' | 'name' | 'gitDir' | 'createdAt' | 'defaultBranch' | 'visibility'
    >,
  ) {
    this.id = facts.id;
    this.owner = facts.owner;
    this.name = facts.name;
    this.fullName = `${facts.owner}/${facts.name}`;
    this.gitDir = facts.gitDir;
    this.createdAt = facts.createdAt;
    this.pushedAt = facts.createdAt;
    this.defaultBranch = facts.defaultBranch;
    this.visibility = facts.visibility;
  }

  get isPublic(): boolean {
    return this.visibility === 'public';
  }

  /** Issues and pull requests share one sequence. */
  nextNumber(): number {
    return ++this.#lastNumber;
  }
}
