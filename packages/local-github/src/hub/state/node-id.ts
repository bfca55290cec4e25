/** Global node ids: opaque to clients, the same in REST and GraphQL, and read back by the hub alone. */
const PREFIX = {
  Repository: 'R',
  User: 'U',
  Bot: 'BOT',
  Organization: 'O',
  Ref: 'REF',
  Commit: 'C',
  Tree: 'T',
  Blob: 'B',
  Tag: 'TA',
  Issue: 'I',
  PullRequest: 'PR',
  IssueComment: 'IC',
  PullRequestReview: 'PRR',
  Label: 'LA',
  CheckRun: 'CR',
  CheckSuite: 'CS',
  StatusContext: 'SC',
  StatusCheckRollup: 'SCR',
  App: 'A',
  Artifact: 'MDg',
  WorkflowRun: 'WFR',
  Workflow: 'W',
  Environment: 'EN',
  Ruleset: 'RRS',
  ClosedEvent: 'CE',
} as const;

export type NodeType = keyof typeof PREFIX;

export interface NodeKey {
  readonly type: NodeType;
  /** `owner/name`, empty for what belongs to none. */
  readonly repository: string;
  readonly key: string;
}

export function nodeId(type: NodeType, repository: string, key: string | number): string {
  return `${PREFIX[type]}_${Buffer.from(`${type}\0${repository}\0${key}`).toString('base64url')}`;
}

export function readNodeId(id: string): NodeKey | null {
  const text = Buffer.from(id.slice(id.indexOf('_') + 1), 'base64url').toString();
  const [type = '', repository, key] = text.split('\0');
  if (repository === undefined || key === undefined || !(type in PREFIX)) return null;
  return { type: type as NodeType, repository, key };
}
