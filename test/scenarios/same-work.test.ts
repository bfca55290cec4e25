// Two agents build the same feature in different files: nothing in their changes ties them. A model may notice, and a person
// says so.
import type { IntentAnswer } from '@sluice/synthesis';
import { branchOf, outcomes, resultOf, sluice } from '../support/cli.ts';
import { askingRun } from '../support/messages-api/asking-run.ts';
import type { Asked, Reply } from '../support/messages-api/messages-api.ts';
import { kindOf } from '../support/messages-api/question-kind.ts';
import { repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const POLICY = 'tiers: []\nmodel: {use: offer, intents: all}\n';

function twice(policy = POLICY): Repository {
  const repo = repository({ '.sluice.yml': policy, 'a.txt': 'a\n' });
  repo.commit(
    'claude/dark',
    { 'src/dark.ts': 'export const darkTheme = 1;\n' },
    { message: 'Add a dark theme with a switch' },
  );
  repo.commit(
    'claude/night',
    { 'src/night.ts': 'export const nightTheme = 1;\n' },
    { message: 'Let people switch to a dark theme' },
  );
  repo.commit(
    'claude/mail',
    { 'src/mail.ts': 'export const sendMail = 1;\n' },
    { message: 'Send a mail after each order' },
  );
  return repo;
}

const INTENTS: Readonly<Record<string, Partial<IntentAnswer>>> = {
  'claude/dark': {
    wants: 'The interface gets a dark theme and a switch for it.',
    subjects: ['dark theme', 'theme switch'],
    evidence: [{ kind: 'message', path: '', text: 'Add a dark theme with a switch' }],
  },
  'claude/night': {
    wants: 'People can switch the interface to a dark theme.',
    subjects: ['dark theme'],
    evidence: [{ kind: 'line', path: 'src/night.ts', text: 'export const nightTheme = 1;' }],
  },
  'claude/mail': {
    wants: 'A mail is sent after each order.',
    subjects: ['order mail'],
    evidence: [{ kind: 'symbol', path: '', text: 'sendMail' }],
  },
};

function reads(asked: Asked): Reply {
  const branch = Object.keys(INTENTS).find((name) => asked.text.includes(`of="${name}"`))!;
  const value = {
    wants: '',
    subjects: [],
    evidence: [],
    confidence: 0.9,
    suspicious: [],
    ...INTENTS[branch],
  };
  return { kind: 'answer', value };
}

test('it is proposed, with what shows it, and ties and holds nothing', async () => {
  const { run, asked, model } = await askingRun(twice(), reads);
  expect(asked.map(kindOf)).toEqual(['intent', 'intent', 'intent']);
  expect(model.sameWork).toMatchObject([{ branches: ['claude/dark', 'claude/night'] }]);
  expect(model.sameWork[0]!.shared).toContain('dark');
  expect(model.intents.map(({ branch, confidence }) => [branch, confidence])).toEqual([
    ['claude/dark', 0.9],
    ['claude/mail', 0.9],
    ['claude/night', 0.9],
  ]);
  expect(new Set(Object.values(outcomes(run)))).toEqual(new Set(['landed merged']));
  expect(run.stdout.replace(/\s+/g, ' ')).toContain('same-work: [[claude/dark, claude/night]]');
});

test('a person confirms it in the policy: one of both lands, the other waits, with or without a model', async () => {
  const confirmed = `${POLICY}same-work: [[claude/night, claude/dark], [claude/mail, claude/gone]]\n`;
  const run = await sluice(['run', '--repo', twice(confirmed).path, '--model', 'off']);
  expect(outcomes(run)).toEqual({
    'claude/dark': 'landed merged',
    'claude/mail': 'landed merged',
    'claude/night': 'held conflict',
  });
  expect(branchOf(run, 'claude/night')).toMatchObject({
    detail: 'It conflicts with claude/dark (the policy says that they do the same).',
    reproduce: expect.stringMatching(/^git diff /),
  });
  const { edges } = resultOf(run).clusters.find(({ branches }) => branches.length > 1)!;
  expect(edges).toMatchObject([{ kind: 'same-work', among: ['claude/dark', 'claude/night'] }]);

  const { model } = await askingRun(twice(confirmed), reads);
  expect(model.sameWork).toEqual([]);
  expect(model.notAsked).toEqual([
    {
      branch: 'claude/night',
      why: expect.stringContaining('which of the two is wanted only a person can say'),
    },
  ]);
});
