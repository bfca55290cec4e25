import { readFileSync } from 'node:fs';
import { Fault, isOid, type Oid } from '@sluice/model';
import { Answer } from '../github/answer.ts';

/** What the runner says of the run that this process is part of. */
export interface RunContext {
  /** `https://github.com`, without a slash at the end; so are the other two. */
  readonly serverUrl: string;
  readonly apiUrl: string;
  readonly graphqlUrl: string;
  /** `owner/name` */
  readonly repository: string;
  readonly repositoryId: number;
  readonly ownerId: number;
  readonly sha: Oid;
  /** `refs/heads/main` */
  readonly ref: string;
  readonly eventName: string;
  readonly runId: number;
  readonly runAttempt: number;
  readonly workspace: string;
  /** A directory that is emptied with every job. */
  readonly temp: string;
  readonly actor: string;
  /** Page of this run. */
  readonly runUrl: string;
  /** Where a composite action stands; null: it is none. */
  readonly actionPath: string | null;
  /** Whether the forge runs the machine, and it is new for this job. */
  readonly hosted: boolean;
  /** The webhook payload: every text in it is by others. Read when first asked for. */
  event(): Answer;
}

const REPOSITORY = /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/;
const REF = /^refs\/[^\p{Cc}\s]+$/u;
const PLAIN = /^[^\p{Cc}]+$/u;
const COUNT = /^[1-9][0-9]{0,15}$/;

/**
 * Reads the variables that the runner sets, all problems at once: the one place that does.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 *
 * @throws Fault OPTION_INVALID
 */
export function runContext(environment: NodeJS.ProcessEnv = process.env): RunContext {
  const problems: string[] = [];
  const text = (name: string, form: RegExp): string => {
    const value = environment[name] ?? '';
    if (!form.test(value))
      problems.push(`${name} is ${value === '' ? 'not set' : JSON.stringify(value.slice(0, 80))}`);
    return value;
  };
  const count = (name: string): number => Number(text(name, COUNT));
  const url = (name: string): string =>
    text(name, /^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/).replace(/\/+$/, '');

  const serverUrl = url('GITHUB_SERVER_URL');
  const repository = text('GITHUB_REPOSITORY', REPOSITORY);
  const runId = count('GITHUB_RUN_ID');
  const sha = text('GITHUB_SHA', /^[0-9a-f]{40,64}$/);
  const eventPath = text('GITHUB_EVENT_PATH', PLAIN);
  let event: Answer | null = null;
  const context = {
    serverUrl,
    apiUrl: url('GITHUB_API_URL'),
    graphqlUrl: url('GITHUB_GRAPHQL_URL'),
    repository,
    repositoryId: count('GITHUB_REPOSITORY_ID'),
    ownerId: count('GITHUB_REPOSITORY_OWNER_ID'),
    ref: text('GITHUB_REF', REF),
    eventName: text('GITHUB_EVENT_NAME', /^[a-z_]+$/),
    runId,
    runAttempt: count('GITHUB_RUN_ATTEMPT'),
    workspace: text('GITHUB_WORKSPACE', PLAIN),
    temp: text('RUNNER_TEMP', PLAIN),
    actor: text('GITHUB_ACTOR', PLAIN),
    runUrl: `${serverUrl}/${repository}/actions/runs/${runId}`,
    actionPath: environment['GITHUB_ACTION_PATH'] || null,
    hosted: environment['RUNNER_ENVIRONMENT'] === 'github-hosted',
    event: () => (event ??= readEvent(eventPath)),
  };
  if (problems.length > 0 || !isOid(sha)) throw notOnARunner(problems);
  return { ...context, sha };
}

function readEvent(path: string): Answer {
  try {
    return new Answer(JSON.parse(readFileSync(path, 'utf8')), 'the event');
  } catch (cause) {
    throw new Fault(
      'OPTION_INVALID',
      'The payload of the event that started this run cannot be read.',
      'The runner writes it to the file that GITHUB_EVENT_PATH names: run the action in a workflow.',
      cause,
    );
  }
}

function notOnARunner(problems: readonly string[]): Fault {
  return new Fault(
    'OPTION_INVALID',
    `This does not look like a job of a workflow: ${problems.join('; ')}.`,
    'Run the action in a workflow. On an own machine, use the command line: `sluice run`.',
  );
}
