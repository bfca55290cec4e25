// Texts as they would stand on the forge, for people to read and for a test to hold.
import {
  alarmIssue,
  branchCheckText,
  candidatesSummary,
  checkpointCheckText,
  clusterSummary,
  decodeAlarm,
  deliverySummary,
  pullRequestText,
  stoppedText,
  validationSummary,
  type AdmissionView,
  type Alarm,
  type CheckText,
  type CheckpointView,
} from '@sluice/deliver';
import { asOid } from '@sluice/model';
import { hostileView, mixedView, VERDICT_DIGEST } from './checkpoint-views.ts';
import { cleanFile, oid } from './run-results.ts';

export const ALARM: Alarm = {
  kind: 'landed-tree-mismatch',
  commit: asOid(oid(0xbad)),
  expected: asOid(oid(0xabc001)),
  actual: asOid(oid(0xabc002)),
  runUrl: 'https://github.com/acme/shop/actions/runs/4712',
  detail: 'Pull request 31 was merged with commits that Sluice did not push.',
};

export function admissionView(): AdmissionView {
  const { repository, run, result, provenance, actors, notAdmitted, checkpoint } = mixedView();
  return {
    repository,
    run,
    base: checkpoint.base,
    admitted: result.branches.map((branch) => ({
      ...branch,
      head: asOid(branch.head),
      agent: actors.get(branch.name) ?? '',
      provenance: provenance.get(branch.name) ?? { kind: 'recomputed' },
    })),
    notAdmitted,
    clusters: result.clusters,
    warnings: [],
  };
}

function page({ title, body }: { title: string; body: string }): string {
  return `# ${title}\n\n${body}`;
}

function check({ conclusion, title, summary }: CheckText): string {
  return `# ${title}\n\nConclusion: \`${conclusion}\`\n\n${summary}`;
}

function secondAlarm(): string {
  const repository = mixedView().repository;
  const first = alarmIssue(ALARM, { repository, previous: null });
  const previous = decodeAlarm(first.body);
  if (previous === null || previous === 'ambiguous') throw new Error('The first alarm cannot be read back.');
  return page(alarmIssue({ ...ALARM, commit: asOid(oid(0xbad2)) }, { repository, previous }));
}

function accepted({ result }: CheckpointView): { branch: string }[] {
  return result.branches.filter(({ status }) => status === 'landed').map(({ name }) => ({ branch: name }));
}

/** File name to text. */
export function githubSamples(): Record<string, string> {
  const view = mixedView();
  const untested = mixedView({
    result: {
      ...view.result,
      tests: { ...view.result.tests, ran: false },
      validations: [
        {
          tree: oid(0xabc001),
          tier: 'built-in',
          command: 'built-in',
          exit: 0,
          ended: 'exit',
          seconds: 0.04,
          cached: false,
          branches: [],
        },
      ],
    },
    provenance: new Map(),
    warnings: ['recompute-only', 'one-job'],
  });
  const outcome = {
    pullRequest: { number: 31, url: 'https://github.com/acme/shop/pull/31', action: 'opened' },
    checks: { written: 11, unchanged: 0 },
    alarmUrl: null,
  } as const;
  return {
    'pull-request.md': page(pullRequestText(view, VERDICT_DIGEST)),
    'pull-request-untested.md': page(pullRequestText(untested, VERDICT_DIGEST)),
    'check-delivered.md': check(branchCheckText(view, 'claude/deps-bump-zod')),
    'check-conflict.md': check(branchCheckText(view, 'claude/rename-config-module')),
    'check-tests-failed.md': check(branchCheckText(view, 'claude/cart-discounts')),
    'check-untrusted.md': check(branchCheckText(view, 'claude/forged')),
    'check-waiting.md': check(branchCheckText(view, 'claude/late')),
    'check-hostile.md': check(branchCheckText(hostileView(), 'claude/`id`')),
    'check-checkpoint.md': check(checkpointCheckText(view)),
    'summary-cluster.md': clusterSummary(admissionView()),
    'summary-candidates.md': candidatesSummary({
      slot: 2,
      lanes: [
        {
          candidates: [
            {
              id: 'c2.1',
              cluster: 'c2',
              strategy: 'by-meaning',
              tree: asOid(oid(0xca3)),
              complete: true,
              steps: view.result.candidates[2]!.branches.map((branch) => ({
                branch,
                head: asOid(oid(1)),
                tree: asOid(oid(2)),
                dropped: [],
                files: [
                  { ...cleanFile('package.json', branch), conflict: 'content', method: 'package-json' },
                ],
              })),
            },
          ],
        },
      ],
    }),
    'summary-validate.md': validationSummary(
      { checkpoint: 'all', accepted: accepted(view), tree: oid(0xabc001), result: view.result },
      [],
    ),
    'summary-deliver.md': deliverySummary(view, outcome),
    'summary-stopped.md': stoppedText({ labelled: ['#12'], ref: true, variable: 'all', unreadable: null })!
      .summary,
    'alarm.md': page(alarmIssue(ALARM, { repository: view.repository, previous: null })),
    'alarm-again.md': secondAlarm(),
  };
}
