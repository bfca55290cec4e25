// What the other workflow files of the repository give to whoever pushes a branch.
import { AGENT_APP_FIX } from '../fixes.ts';
import { pinOf } from '../../init/pins.ts';
import type { Facts, WorkflowFile } from '../facts.ts';
import { hint, unreadable, wrong, type Look, type Rule } from '../finding.ts';
import { at, eventsOf, isMapping, jobsOf, texts } from '../yaml-value.ts';

const NEEDS = '`contents: read`, or a clone with --repo';

/** The files that are not ours. Where only ours are known, nothing can be said. */
function others(facts: Facts): readonly WorkflowFile[] | null {
  if (facts.workflows === null || !facts.allWorkflows) return null;
  return facts.workflows.filter(({ text }) => pinOf(text) === null);
}

function inOthers(look: (files: readonly WorkflowFile[]) => Look): Rule['look'] {
  return (facts) => {
    const files = others(facts);
    return files === null ? unreadable(NEEDS) : look(files);
  };
}

const list = (files: readonly WorkflowFile[]): string => files.map(({ path }) => path).join(', ');

export const OTHER_WORKFLOW_RULES: readonly Rule[] = [
  {
    id: 'no-pull-request-target',
    should: 'No workflow runs on pull_request_target.',
    why: 'It gives a token that may write, and secrets, to a run that a pull request of anybody starts.',
    look: inOthers((files) => {
      const found = files.filter(({ content }) => eventsOf(content).includes('pull_request_target'));
      return found.length === 0
        ? null
        : wrong(`${list(found)}: so.`, ['Use `pull_request`, which has neither.']);
    }),
  },
  {
    id: 'no-inherited-secrets',
    should: 'No workflow hands on all secrets.',
    why: '`secrets: inherit` gives every secret to a workflow that needs one, now and after its next change.',
    look: inOthers((files) => {
      const found = files.filter(({ content }) =>
        jobsOf(content).some(([, job]) => job['secrets'] === 'inherit'),
      );
      return found.length === 0 ? null : wrong(`${list(found)}: so.`, ['Name each secret below `secrets:`.']);
    }),
  },
  {
    id: 'secrets-in-environments',
    should: 'Workflows take secrets only in jobs that name an environment.',
    why: 'A push runs the workflow files of the pushed branch: what they can read, an agent can read.',
    look: inOthers((files) => {
      const found = files.filter(({ content }) => jobsOf(content).some(([, job]) => takesSecret(job)));
      return found.length === 0
        ? null
        : wrong(`${list(found)}: a job without \`environment:\` takes a secret.`, [
            'Move the secret into an environment that only the base branch may use, and name it in the job.',
          ]);
    }),
  },
  {
    id: 'actions-pinned',
    should: 'Actions of others are named by a full commit id.',
    why: 'A tag can be moved to other code, which then runs with the token of the job.',
    look: inOthers((files) => {
      const loose = [...new Set(files.flatMap(({ content }) => usesOf(content)).filter(isLoose))];
      return loose.length === 0
        ? null
        : wrong(`By tag or branch: ${loose.slice(0, 10).join(', ')}${loose.length > 10 ? ' …' : ''}.`, [
            'Write the commit id behind the @, and the tag in a comment beside it.',
          ]);
    }),
  },
  {
    id: 'pushed-by-app',
    should: 'Agents push as a GitHub App without the `workflows` permission, not with a workflow token.',
    why: 'A push with GITHUB_TOKEN starts no workflow, so the branch never has a manifest; an app that may write workflows can change what runs.',
    look: () =>
      hint(
        'No API tells which app pushes. A branch that was pushed with GITHUB_TOKEN is left out as `no-manifest`.',
        [AGENT_APP_FIX],
      ),
  },
];

function takesSecret(job: Readonly<Record<string, unknown>>): boolean {
  if (job['environment'] !== undefined) return false;
  // GITHUB_TOKEN is not a secret of anybody: `permissions` bounds it.
  const named = [...JSON.stringify(job).matchAll(/\bsecrets\s*(?:\.\s*([\w-]+)|\[)/g)];
  return named.some(([, name]) => name?.toUpperCase() !== 'GITHUB_TOKEN');
}

function usesOf(workflow: unknown): string[] {
  return jobsOf(workflow).flatMap(([, job]) => {
    const steps: readonly unknown[] = Array.isArray(job['steps']) ? job['steps'] : [];
    return [job, ...steps.filter(isMapping)].flatMap((each) => texts(at(each, 'uses')));
  });
}

function isLoose(uses: string): boolean {
  if (/^(?:\.|\$)\//.test(uses)) return false;
  if (uses.startsWith('docker://')) return !/@sha256:[0-9a-f]{64}$/.test(uses);
  return !/@[0-9a-fA-F]{40}$/.test(uses);
}
