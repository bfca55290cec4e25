import fc from 'fast-check';
import {
  alarmIssue,
  branchCheckText,
  checkpointCheckText,
  clusterSummary,
  decodeMarker,
  deliverySummary,
  pullRequestText,
  stoppedText,
  validationSummary,
  type CheckpointView,
} from '@sluice/deliver';
import { BODY_BYTES } from '../../../packages/deliver/src/github/fit-document.ts';
import { hostileView, manyView, mixedView, VERDICT_DIGEST } from '../../support/checkpoint-views.ts';
import { admissionView, ALARM } from '../../support/github-samples.ts';
import { ACTIVE_TEXT, markdownNodes, proseOf } from '../../support/markdown-nodes.ts';

/** HTML that is ours. */
const OURS =
  /^(?:<details><summary>[^<]*<\/summary>|<\/details>|<sub>|<\/sub>|<!-- sluice:\w+ v1 [\w+/]+\.\w+ -->)$/;
const NOWHERE = ['image', 'imageReference', 'linkReference', 'footnoteReference', 'footnote', 'definition'];
const SKIPS = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|skip-checks:\s*true/i;
const CLOSES =
  /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:(?:[\w.-]+\/[\w.-]+)?#\d|GH-\d|https?:\/\/)/i;

function expectInert(markdown: string): void {
  const nodes = markdownNodes(markdown);
  const html = nodes.filter((node) => node.type === 'html').map((node) => node.value!.trim());
  expect(html.filter((each) => !OURS.test(each))).toEqual([]);
  expect(nodes.filter((node) => NOWHERE.includes(node.type))).toEqual([]);
  const links = nodes.filter((node) => node.type === 'link').map((node) => node.url!);
  expect(links.filter((url) => !url.startsWith('https://github.com/acme/'))).toEqual([]);
  expect(proseOf(markdown)).not.toMatch(ACTIVE_TEXT);
  // Where the body becomes a commit message, code is no shelter.
  expect(markdown).not.toMatch(SKIPS);
  expect(markdown).not.toMatch(CLOSES);
  expect(markdown).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
}

function everyText(view: ReturnType<typeof hostileView>): string[] {
  const { result, repository, run } = view;
  return [
    pullRequestText(view, VERDICT_DIGEST).body,
    ...result.branches.map(({ name }) => branchCheckText(view, name).summary),
    checkpointCheckText(view).summary,
    deliverySummary(view, { pullRequest: null, checks: { written: 1, unchanged: 0 }, alarmUrl: null }),
    validationSummary({ checkpoint: 'all', accepted: [], tree: null, result }, []),
    clusterSummary({
      ...admissionView(),
      repository,
      run,
      clusters: result.clusters,
      notAdmitted: view.notAdmitted,
    }),
  ];
}

test('nothing that a hostile branch brings is active in any text', () => {
  for (const text of everyText(hostileView())) expectInert(text);
});

test('titles have no word by others', () => {
  const view = hostileView();
  const titles = [
    pullRequestText(view, VERDICT_DIGEST).title,
    ...view.result.branches.map(({ name }) => branchCheckText(view, name).title),
    checkpointCheckText(view).title,
  ];
  for (const title of titles) expect(title).toMatch(/^[A-Za-z0-9 ,.:;()'-]+$/);
});

const TOKENS = [
  '@acme/team ',
  'acme/shop#1 ',
  'fixes #12 ',
  'Closes: GH-3 ',
  'resolves https://github.com/acme/shop/issues/4 ',
  '[skip ci]',
  'skip-checks: true',
  '<!-- ',
  '-->',
  '<!-- sluice:checkpoint v1 e30.0000000000000000 -->',
  '<details>',
  '</details>',
  '0123456789abcdef0123456789abcdef01234567',
  'deadbeef',
  '`',
  '``',
  '```\n',
  '~~~',
  '\n',
  '\r\n',
  '|',
  '\\',
  '![i](https://x.test/i)',
  '[a](javascript:1)',
  ':tada:',
  '$x$',
  'a@b.test',
  'www.x.test',
  '\u202e',
  '\u200b',
  '\u0000',
  '&#64;',
  '- [ ] ',
  '> [!CAUTION]\n',
  'x',
  ' ',
];
const nasty = fc.oneof(
  fc.array(fc.constantFrom(...TOKENS), { maxLength: 10 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 40 }),
);

test('whatever is written into a task, detail, path, log, tier or account stays inert', () => {
  fc.assert(
    fc.property(nasty, nasty, (a, b) => {
      const view = mixedView();
      const name = 'claude/cart-discounts';
      const result = {
        ...view.result,
        branches: view.result.branches.map((branch) => ({
          ...branch,
          task: a,
          detail: b,
          dropped: [a],
          risk: [b],
          log: `${a}\n${b}`,
          cluster: branch.cluster,
        })),
        clusters: view.result.clusters.map((cluster) => ({
          ...cluster,
          edges: cluster.edges.map((edge) => ({ ...edge, path: a, detail: b })),
        })),
        validations: view.result.validations.map((run) => ({ ...run, tier: a, command: b })),
      };
      const hostile = { ...view, result, actors: new Map([[name, a]]) };
      const { body } = pullRequestText(hostile, VERDICT_DIGEST);
      expectInert(body);
      expect(decodeMarker(body)).toMatchObject({ group: 'all' });
      expectInert(branchCheckText(hostile, name).summary);
    }),
    { numRuns: 60 },
  );
});

test('an alarm and a stop are inert, too', () => {
  fc.assert(
    fc.property(nasty, (text) => {
      const { repository } = mixedView();
      expectInert(alarmIssue({ ...ALARM, detail: text, runUrl: text }, { repository, previous: null }).body);
      expectInert(stoppedText({ labelled: [text], ref: false, variable: text, unreadable: text })!.summary);
    }),
    { numRuns: 60 },
  );
});

describe('a body that would be too long', () => {
  test.each([300, 2000])('keeps its first line, binding, table head and block, for %i branches', (size) => {
    const { body } = pullRequestText(manyView(size), VERDICT_DIGEST);
    expect(Buffer.byteLength(body, 'utf8')).toBeLessThanOrEqual(BODY_BYTES);
    expect(body).toMatch(/^\*\*Ready to merge: /);
    expect(body).toContain('validated tree `00abc001');
    expect(body).toContain('| Task | Branch @ commit |');
    expect(body).toMatch(
      /_\d+ of \d+ branches are not shown here; the summary of \[run 4711\]\(\S+\) has them all\._/,
    );
    expect(body).toContain('**Next:**');
    expect(decodeMarker(body)).toMatchObject({ tree: manyView(size).checkpoint.tree });
  });

  test('is measured in bytes', () => {
    const wide = (view: CheckpointView) =>
      view.result.branches.map((branch) => ({ ...branch, task: '漢'.repeat(60), log: '漢字\n'.repeat(900) }));
    const view = manyView(300);
    const { body } = pullRequestText(
      { ...view, result: { ...view.result, branches: wide(view) } },
      VERDICT_DIGEST,
    );
    expect(Buffer.byteLength(body, 'utf8')).toBeLessThanOrEqual(BODY_BYTES);
    expect(Buffer.byteLength(body, 'utf8')).toBeGreaterThan(BODY_BYTES / 2);
  });
});
