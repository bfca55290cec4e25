// A workflow file with every workflow it calls, checked the way GitHub checks them before a run starts.
import { fileIdentifier } from '@actions/workflow-parser/workflows/file-reference';
import { ActionsError } from '../actions-error.ts';
import type { Permissions, RunnerHost } from '../host.ts';
import { excess } from './permissions.ts';
import { parseWorkflowFile, unexpected, type ParsedWorkflow } from './parse-workflow.ts';
import type { CallJob, FileOrigin, LoadedWorkflow, Workflow } from './workflow.ts';
import { loadParser } from './load-parser.ts';

/** How deep called workflows may call others. */
export const MAX_CALL_DEPTH = 4;

const COMMIT = /^[0-9a-f]{40}$/;

type Files = Pick<RunnerHost, 'resolve' | 'readFile'>;

/** The workflow and all it calls. An `ActionsError` says what GitHub would say of a file or call that is not valid. */
export async function loadWorkflow(host: Files, origin: FileOrigin): Promise<LoadedWorkflow> {
  const content = await host.readFile(origin.repository, origin.commit, origin.path);
  if (content === null)
    throw new ActionsError(`${origin.path} is not in ${origin.repository} at ${origin.commit}.`);
  const parsed = await parseWorkflowFile(content.toString('utf8'), origin);
  if (!parsed.ok) throw new ActionsError(`Invalid workflow file: ${parsed.errors.join('; ')}`);
  return loadCalls(host, parsed, 0);
}

export async function loadCalls(
  host: Files,
  parsed: ParsedWorkflow & { ok: true },
  depth: number,
): Promise<LoadedWorkflow> {
  const { workflow } = parsed;
  const calls = new Map<string, LoadedWorkflow>();
  const contents = new Map<string, { name: string; content: string }>();
  for (const job of workflow.jobs) {
    if (job.kind !== 'call') continue;
    if (depth >= MAX_CALL_DEPTH) {
      throw new ActionsError(
        `${where(job, workflow)}: workflows may call each other ${MAX_CALL_DEPTH} deep at most.`,
      );
    }
    const origin = await originOfCall(host, job, workflow);
    const content = await readCalled(host, origin, where(job, workflow));
    const called = await parseWorkflowFile(content, origin);
    if (!called.ok) throw new ActionsError(`${where(job, workflow)}: ${called.errors.join('; ')}`);
    contents.set(job.uses.replace(/^\$\//, './'), { name: job.uses, content });
    calls.set(job.id, await loadCalls(host, called, depth + 1));
  }
  await checkWithParser(parsed, contents);
  return { ...workflow, calls };
}

/** Needs, ids, and the inputs and secrets of calls, in the words of GitHub's parser. */
async function checkWithParser(
  { root, context, workflow }: ParsedWorkflow & { ok: true },
  contents: ReadonlyMap<string, { name: string; content: string }>,
): Promise<void> {
  const parser = await loadParser();
  const provider = {
    getFileContent(reference: Parameters<typeof fileIdentifier>[0]) {
      const file = contents.get(fileIdentifier(reference));
      return file ? Promise.resolve(file) : Promise.reject(new Error('Unknown file'));
    },
  };
  const options = { fetchReusableWorkflowDepth: 1, maxReusableWorkflowDepth: MAX_CALL_DEPTH };
  const { errors = [] } = await parser.convertWorkflowTemplate(context, root, provider, options);
  const wrong = unexpected(errors.map(({ Message }) => Message));
  if (wrong.length > 0)
    throw new ActionsError(`Invalid workflow file: ${workflow.origin.path}: ${wrong.join('; ')}`);
}

async function originOfCall(host: Files, job: CallJob, workflow: Workflow): Promise<FileOrigin> {
  const local = /^(?:\.|\$)\/(.+)$/.exec(job.uses);
  if (local?.[1] !== undefined) return { ...workflow.origin, path: local[1] };
  const remote = /^([^/]+\/[^/]+)\/(\.github\/workflows\/[^/@]+\.ya?ml)@(.+)$/.exec(job.uses);
  const [, repository, path, revision] = remote ?? [];
  if (repository === undefined || path === undefined || revision === undefined) {
    throw new ActionsError(
      `${where(job, workflow)}: '${job.uses}' names no workflow file in .github/workflows.`,
    );
  }
  const { commit, ref } = await resolveRevision(host, repository, revision);
  if (commit === null) throw new ActionsError(`${where(job, workflow)}: workflow was not found.`);
  return { repository, commit, ref, path };
}

/** The commit of a tag, branch or commit id, and the full name of what it is. */
export async function resolveRevision(
  host: Files,
  repository: string,
  revision: string,
): Promise<{ commit: string | null; ref: string }> {
  // No tag or branch of GitHub has the form of a commit id.
  const names = COMMIT.test(revision) ? [] : [`refs/tags/${revision}`, `refs/heads/${revision}`];
  for (const ref of names) {
    const commit = await host.resolve(repository, ref);
    if (commit !== null) return { commit, ref };
  }
  return { commit: await host.resolve(repository, revision), ref: revision };
}

async function readCalled(host: Files, origin: FileOrigin, place: string): Promise<string> {
  const content = await host.readFile(origin.repository, origin.commit, origin.path);
  if (content === null) throw new ActionsError(`${place}: workflow was not found.`);
  return content.toString('utf8');
}

function where(job: CallJob, workflow: Workflow): string {
  return `Error calling workflow '${job.uses}' from the job '${job.id}' of ${workflow.origin.path}`;
}

/** Jobs of called workflows that ask for more than their caller has, in GitHub's words. `granted`: the caller's. */
export function permissionErrors(workflow: LoadedWorkflow, granted: Permissions, isCalled = false): string[] {
  return workflow.jobs.flatMap((job) => {
    const asked = job.permissions ?? workflow.permissions ?? granted;
    const over = isCalled ? excess(asked, granted) : [];
    const called = workflow.calls.get(job.id);
    const below = called ? permissionErrors(called, asked, true) : [];
    if (over.length === 0) return below;
    const list = (side: 'asked' | 'allowed') => over.map((each) => each[side]).join(', ');
    return [
      `The nested job '${job.id}' of ${workflow.origin.repository}/${workflow.origin.path} is requesting ` +
        `'${list('asked')}', but is only allowed '${list('allowed')}'.`,
      ...below,
    ];
  });
}

/** Every called workflow, at any depth. */
export function calledWorkflows(workflow: LoadedWorkflow): LoadedWorkflow[] {
  return [...workflow.calls.values()].flatMap((called) => [called, ...calledWorkflows(called)]);
}
