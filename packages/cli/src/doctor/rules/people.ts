// What people need: owners of what steers Sluice, and a way to stop it.
import { hint, unreadable, wrong, type Rule } from '../finding.ts';
import { labelFix, OWNER_LINES, STOP_LABEL, STOP_VARIABLE } from '../fixes.ts';
import { isOwned } from '../code-owners.ts';

const STEERING = ['.github/workflows/sluice.yml', '.github/CODEOWNERS', '.sluice.yml'];

export const PEOPLE_RULES: readonly Rule[] = [
  {
    id: 'owners-of-steering-files',
    should: 'Somebody owns .github and .sluice.yml.',
    why: 'The review of code owners protects only what has an owner.',
    look: ({ codeOwners }) => {
      if (codeOwners === null) return unreadable('`contents: read`, or a clone with --repo');
      const fix = ['Add to .github/CODEOWNERS, with a team of people:', ...OWNER_LINES];
      if (codeOwners.trim() === '') return wrong('There is no CODEOWNERS file, or it is empty.', fix);
      const open = STEERING.filter((path) => !isOwned(codeOwners, path));
      return open.length === 0 ? null : wrong(`Without an owner: ${open.join(', ')}.`, fix);
    },
  },
  {
    id: 'stop-label',
    should: `There is the label ${STOP_LABEL}.`,
    why: 'On an open issue or pull request it stops everything, from a phone too.',
    look: (facts) => {
      if (facts.hasStopLabel === null)
        return hint('This was not looked at; the command changes nothing if it is there.', [
          `${labelFix(facts)[0]} || true`,
        ]);
      return facts.hasStopLabel ? null : wrong('There is not.', labelFix(facts));
    },
  },
  {
    id: 'stop-variable',
    should: `The variable ${STOP_VARIABLE} is not set.`,
    why: 'It stops everything while it is.',
    look: ({ variables, repository }) => {
      if (variables === null) return unreadable('`variables: read`');
      if (!variables.includes(STOP_VARIABLE)) return null;
      return hint('It is set: unless its value is empty, 0 or false, nothing is merged or landed.', [
        `gh variable get ${STOP_VARIABLE} --repo ${repository}`,
        `gh variable delete ${STOP_VARIABLE} --repo ${repository}   # to go on`,
      ]);
    },
  },
  {
    id: 'hosted-runners',
    should: 'Runners are hosted by GitHub, or ephemeral with one job each.',
    why: 'A runner that lives on carries what a test left behind into a job with a token.',
    look: ({ repository }) =>
      hint('No API tells whether a runner is ephemeral.', [
        `https://github.com/${repository}/settings/actions/runners should list none that stays.`,
      ]),
  },
  {
    id: 'execution-protections',
    should:
      'Where the plan has them: actor and event rules for workflows, and approval of workflows from pull requests.',
    why: 'They keep a workflow of an agent from starting at all, where everything else only bounds it.',
    look: ({ repository }) =>
      hint('These are set by hand.', [`https://github.com/${repository}/settings/actions`]),
  },
];
