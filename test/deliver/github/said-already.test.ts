import { isSaid, pullRequestText, type DeliveredView } from '@sluice/deliver';
import { asOid } from '@sluice/model';
import { mixedView, VERDICT_DIGEST } from '../../support/checkpoint-views.ts';
import { oid } from '../../support/run-results.ts';

const OTHER_DIGEST = `sha256:${'9'.repeat(64)}`;
const view = mixedView();
const text = pullRequestText(view, VERDICT_DIGEST);

/** The same checkpoint, as a later run comes to it. */
function later(change: (result: DeliveredView['result']) => Partial<DeliveredView['result']> = () => ({})) {
  const { result } = view;
  const validations = result.validations.map((run) => ({
    ...run,
    seconds: run.seconds * 3 + 1,
    cached: true,
  }));
  const branches = result.branches.map((branch) => ({ ...branch, log: `${branch.log}\nin 4711 ms` }));
  const timed = { ...result, validations, branches, timings: { validate: 99 } };
  return {
    ...view,
    run: { url: `${view.run.url}9`, id: 4711, attempt: 3 },
    result: { ...timed, ...change(timed) },
  };
}

test('a later run that comes to the same says nothing new, whatever it took', () => {
  const again = pullRequestText(later(), OTHER_DIGEST);
  expect(again.body).not.toBe(text.body);
  expect(isSaid(text, again)).toBe(true);
});

test('a later run that came to it over other trees says nothing new', () => {
  const other = { ...view.result.validations[0]!, tree: asOid(oid(79)), exit: 1 };
  const again = pullRequestText(
    later(({ validations }) => ({ validations: [other, ...validations] })),
    OTHER_DIGEST,
  );
  expect(isSaid(text, again)).toBe(true);
});

test('the forge may turn line ends and take the last one away', () => {
  const again = pullRequestText(later(), OTHER_DIGEST);
  expect(isSaid({ ...text, body: text.body.replaceAll('\n', '\r\n') }, again)).toBe(true);
  expect(isSaid({ ...text, body: text.body.trimEnd() }, again)).toBe(true);
});

test.each<[string, DeliveredView]>([
  ['another commit', { ...later(), checkpoint: { ...view.checkpoint, commit: asOid(oid(77)) } }],
  [
    'another base',
    { ...later(), checkpoint: { ...view.checkpoint, base: { ref: 'refs/heads/main', sha: asOid(oid(78)) } } },
  ],
  ['a branch less', later(({ branches }) => ({ branches: branches.slice(1) }))],
  [
    'another reason for the branches',
    later(({ branches }) => ({ branches: branches.map((each) => ({ ...each, detail: 'It is so.' })) })),
  ],
  [
    'a tier that was red',
    later(({ validations }) => ({ validations: validations.map((run) => ({ ...run, exit: 1 })) })),
  ],
  ['a warning more', { ...later(), warnings: ['no-sandbox'] }],
])('%s is said anew', (_, changed) => {
  expect(isSaid(text, pullRequestText(changed, VERDICT_DIGEST))).toBe(false);
});

describe('a text that somebody changed', () => {
  const again = pullRequestText(later(), VERDICT_DIGEST);

  test.each<[string, { title: string; body: string }]>([
    ['a word', { ...text, body: text.body.replace(/checkpoint/i, 'chequepoint') }],
    ['a line before', { ...text, body: `Merge this at once.\n${text.body}` }],
    ['a line after the block', { ...text, body: `${text.body}Merge this at once.\n` }],
    ['the title', { ...text, title: 'Checkpoint: all is well' }],
    ['the block taken away', { ...text, body: text.body.replace(/<!-- sluice:checkpoint .*/, '') }],
    ['the block twice', { ...text, body: text.body + text.body }],
  ])('%s: is written anew', (_, written) => {
    expect(isSaid(written, again)).toBe(false);
  });
});
