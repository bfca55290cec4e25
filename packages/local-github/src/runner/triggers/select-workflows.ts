// Which workflow files an event starts.
import type { RunnerHost, TriggerEvent } from '../host.ts';
import { parseWorkflowFile, type ParsedWorkflow } from '../workflow/parse-workflow.ts';
import type { FileOrigin } from '../workflow/workflow.ts';
import { textOf } from '../contexts/expression-data.ts';
import { startsOn } from './filters.ts';
import type { WorkflowFiles, WorkflowText } from './workflow-files.ts';

export interface Selected {
  readonly origin: FileOrigin;
  readonly parsed: ParsedWorkflow;
  /** As the run sees it: `sha` and `ref` are the default branch's for events that belong to no other. */
  readonly event: TriggerEvent;
}

/** Events that run the files of the commit they are about. All others run those of the default branch. */
const OF_THEIR_COMMIT = ['push', 'pull_request', 'workflow_dispatch', 'create'];

/** Events of the workflow token itself that may start a workflow: GitHub's exceptions from its rule against loops. */
const OF_THE_TOKEN = ['workflow_dispatch', 'repository_dispatch', 'workflow_run'];

/** A broken file whose `on` names the event is selected too: its run fails, as on GitHub. */
export async function selectWorkflows(
  host: RunnerHost,
  files: WorkflowFiles,
  given: TriggerEvent,
): Promise<Selected[]> {
  if (given.actor === 'github-actions[bot]' && !OF_THE_TOKEN.includes(given.name)) return [];
  const event = await settle(host, given);
  if (event === null || event.payload['deleted'] === true) return [];
  const texts = await files.of(event.repository, event.sha);
  const wanted = texts.filter(({ path }) => isDispatched(event, path));
  const parsed = await Promise.all(wanted.map((text) => parse(event, text)));
  return parsed.filter(isStarted);
}

async function settle(host: RunnerHost, event: TriggerEvent): Promise<TriggerEvent | null> {
  if (OF_THEIR_COMMIT.includes(event.name)) return event;
  const ref = `refs/heads/${host.repositoryFacts(event.repository).defaultBranch}`;
  const sha = await host.resolve(event.repository, ref);
  return sha === null ? null : { ...event, sha, ref };
}

async function parse(event: TriggerEvent, { path, content }: WorkflowText): Promise<Selected> {
  const origin = { repository: event.repository, commit: event.sha, ref: event.ref, path };
  return { origin, event, parsed: await parseWorkflowFile(content, origin) };
}

function isStarted({ parsed, event }: Selected): boolean {
  if (!parsed.ok) return parsed.events.includes(event.name);
  if (!startsOn(parsed.workflow.on, event)) return false;
  return event.name !== 'schedule' || hasCron(parsed.workflow.on['schedule'], event.payload['schedule']);
}

function hasCron(config: unknown, cron: unknown): boolean {
  if (cron === undefined || cron === null) return true;
  return Array.isArray(config) && config.some((each: { cron?: unknown }) => each.cron === cron);
}

/** `payload.workflow` of a dispatch: the path of the file, or its name. */
function isDispatched(event: TriggerEvent, path: string): boolean {
  const asked = event.payload['workflow'];
  return event.name !== 'workflow_dispatch' || asked === path || path.endsWith(`/${textOf(asked)}`);
}
