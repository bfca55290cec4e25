import { Fault } from '@sluice/model';
import type { Forge, ForgeRepository, ForgeSettings } from '@sluice/ports';
import { Api } from './api.ts';
import { downloadArtifact, readArtifactsNamed, readNewestArtifacts } from './artifacts.ts';
import { createCheckRun, readCheckRuns, updateCheckRun } from './check-runs.ts';
import { readExplainedIssues } from './explained-issues.ts';
import type { ForgeOptions, ForgeSpending } from './forge-options.ts';
import { createIssue, readIssues, updateIssue } from './issues.ts';
import { readPullRequests } from './pull-requests.ts';
import { readRepository } from './repository.ts';
import { forgeSettings } from './settings.ts';
import { readStopSignals } from './stop-signals.ts';
import { readTips } from './tips.ts';
import { readRun, readRunsOf } from './workflow-runs.ts';
import {
  addLabels,
  closePullRequest,
  comment,
  createPullRequest,
  updatePullRequest,
} from './write-pull-requests.ts';

const REPOSITORY = /^[A-Za-z0-9-]{1,39}\/[A-Za-z0-9._-]{1,100}$/;

/** GitHub for one repository. Nothing is loaded or sent before the first call. */
export function openForge(options: ForgeOptions): Forge & { spent(): ForgeSpending } {
  const api = openApi(options, options.token);
  const { writeToken } = options;
  const delivery = writeToken === undefined || writeToken === null ? null : openApi(options, writeToken);
  let repository: ForgeRepository | null = null;

  /** For what only the token of the delivering job may write. */
  const writer = (act: string): Api => {
    if (delivery !== null) return delivery;
    throw new Fault(
      'FORGE_DENIED',
      `Cannot ${act}: this job has no PR_CREATE_TOKEN.`,
      'Store a token with `pull-requests: write` and `contents: write` as the secret PR_CREATE_TOKEN of the environment `sluice`, and hand it to the workflow.',
    );
  };

  return {
    repository: async () => (repository ??= await readRepository(api)),
    stopSignals: async (label, ref) => await readStopSignals(api, label, ref),
    runsOf: async (workflow, heads, most) => await readRunsOf(api, workflow, heads, most),
    run: async (id) => await readRun(api, id),
    artifactsNamed: async (name, runs) => await readArtifactsNamed(api, name, runs),
    newestArtifacts: async (name) => await readNewestArtifacts(api, name),
    download: async (artifact, maxBytes) => await downloadArtifact(api, artifact, maxBytes),
    tips: async (refs) => await readTips(api, refs),
    pullRequests: async (base, headPrefix) => await readPullRequests(api, base, headPrefix),
    createPullRequest: async (request) => await createPullRequest(writer('open a pull request'), request),
    updatePullRequest: async (number, text) =>
      await updatePullRequest(writer('update a pull request'), number, text),
    closePullRequest: async (number) => await closePullRequest(writer('close a pull request'), number),
    addLabels: async (number, labels) => await addLabels(writer('label a pull request'), number, labels),
    comment: async (number, body) => await comment(writer('comment on a pull request'), number, body),
    checkRuns: async (heads, name) => await readCheckRuns(api, heads, name),
    createCheckRun: async (check) => await createCheckRun(api, check),
    updateCheckRun: async (id, check) => await updateCheckRun(api, id, check),
    issues: async (label) => await readIssues(api, label),
    explainedIssues: async (label) => await readExplainedIssues(api, label),
    createIssue: async (issue) => await createIssue(api, issue),
    updateIssue: async (number, issue) => await updateIssue(api, number, issue),
    spent: () => (delivery === null ? api.spent : sum(api.spent, delivery.spent)),
  };
}

/** The settings of one repository, as far as the token may read them. */
export function openForgeSettings(options: ForgeOptions): ForgeSettings {
  return forgeSettings(openApi(options, options.token));
}

function openApi(options: ForgeOptions, token: string): Api {
  if (!REPOSITORY.test(options.repository)) {
    throw new Fault(
      'OPTION_INVALID',
      `Not the name of a repository: ${JSON.stringify(options.repository)}.`,
      'Give it as owner/name.',
    );
  }
  if (token === '') {
    throw new Fault(
      'FORGE_DENIED',
      'There is no token for the forge.',
      'Hand `github.token` or a personal access token to the action.',
    );
  }
  return new Api(options, token);
}

function sum(a: ForgeSpending, b: ForgeSpending): ForgeSpending {
  return {
    rest: a.rest + b.rest,
    graphql: a.graphql + b.graphql,
    blobs: a.blobs + b.blobs,
    waited: a.waited + b.waited,
  };
}
