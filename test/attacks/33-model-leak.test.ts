// Attack 33: what must stay secret gets to the model, or the key of the model gets to others.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { branchOf } from '../support/cli.ts';
import { askingRun } from '../support/messages-api/asking-run.ts';
import { KEY, type Reply } from '../support/messages-api/messages-api.ts';
import { naivePrompt } from '../support/messages-api/naive-use.ts';
import { replying, resolutionOf } from '../support/messages-api/question-kind.ts';
import { BASE, BOTH, LIMITS, LOAD, POLICY, RETRIES, twoAgents } from '../support/messages-api/two-agents.ts';
import { directory, removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const SECRET = ['ghp', '0123456789abcdefghij0123456789abcdef'].join('_');
const ALL = POLICY.replace('intents: off', 'intents: all');
const good = (): Reply => resolutionOf({ files: [{ path: LOAD, text: BOTH }] });
const withSecret = (text: string): string => text.replace('// Fetches', `// token: ${SECRET}\n// Fetches`);

test('a secret in a contended file keeps the whole file from the model', async () => {
  const [base, ours, theirs] = [BASE, RETRIES, LIMITS].map(withSecret);
  expect(naivePrompt([base!, ours!, theirs!])).toContain(SECRET);
  const repo = twoAgents({
    policy: ALL,
    files: { [LOAD]: base! },
    retries: { [LOAD]: ours! },
    limits: { [LOAD]: theirs! },
  });
  const { asked, model, run } = await askingRun(repo, replying(good));
  expect(asked.length).toBeGreaterThan(0);
  expect(JSON.stringify(asked)).not.toContain(SECRET);
  expect(model.notAsked).toEqual([
    {
      branch: 'claude/limits',
      why: 'src/load.js is shown to no model: line 3 of it in the base looks like a token of a forge',
    },
  ]);
  expect(`${run.stdout}${run.stderr}${JSON.stringify(run.result)}`).not.toContain(SECRET);
});

test('a secret in a message, in another change, or in a document does not get there', async () => {
  const repo = twoAgents({
    policy: ALL,
    files: { 'docs/load.md': `# load.js\n\nUse ${SECRET}.\n` },
    limits: { 'notes.txt': `first\n${SECRET}\nlast\n` },
  });
  repo.commit('claude/limits', { 'other.txt': 'x\n' }, { message: `Use the token ${SECRET} of the team` });
  const { asked, model } = await askingRun(repo, replying(good));
  const all = asked.map(({ text }) => text).join('\n');
  expect(all).toContain('Use the token [a token of a forge was here] of the team');
  expect(all).toMatch(/\+first\n\+\[a token of a forge was here\]\n\+last/);
  expect(all).not.toContain(SECRET);
  expect(model.resolutions[0]!.dropped).toEqual([]);
});

test.each([
  ['.env', 'A=1\n', 'it may hold secrets'],
  ['keys/server.pem', 'A=1\n', 'it may hold secrets'],
  ['Makefile', 'a:\n\techo 1\n', 'it decides what is installed or run'],
  ['src/auth/login.js', 'let a = 1;\n', 'the policy names a risk: security'],
  ['billing/price.js', 'let a = 1;\n', 'the policy names a risk: money'],
])('a conflict in %s is put to no model', async (path, base, why) => {
  const policy = path.startsWith('billing')
    ? `${POLICY}risks: [{name: money, paths: ['billing/**']}]\n`
    : POLICY;
  const repo = twoAgents({
    policy,
    files: { [path]: base },
    retries: { [path]: base.replace('1', '2'), [LOAD]: BASE },
    limits: { [path]: base.replace('1', '3'), [LOAD]: BASE },
  });
  const { asked, model } = await askingRun(repo, replying(good));
  expect(asked).toEqual([]);
  expect(model.notAsked).toEqual([
    { branch: expect.any(String), why: `${path} is shown to no model: ${why}` },
  ]);
});

test('sensitive paths are not even named where branches are described', async () => {
  const repo = twoAgents({
    policy: ALL,
    limits: { '.env.production': 'PASSWORD=hunter2hunter2\n', 'src/auth/roles.js': 'let admin = 1;\n' },
  });
  const { asked } = await askingRun(repo, replying(good));
  expect(JSON.stringify(asked)).not.toMatch(/env\.production|hunter2|roles\.js|admin/);
});

describe('the key of the model', () => {
  const CURIOUS = 'env; cat /proc/*/environ 2>/dev/null; test ! -e fails.txt';
  const repeats = (): Reply => ({ kind: 'error', status: 400, message: `you sent ${KEY}` });

  test('is seen by a command that is started as any other', () => {
    const child = spawnSync('sh', ['-c', CURIOUS], { env: { ...process.env, ANTHROPIC_API_KEY: KEY } });
    expect(child.stdout.toString()).toContain(KEY);
  });

  test('is seen by no test of a branch, and is in no report, log, stored file or ref', async () => {
    const repo = twoAgents({ policy: POLICY.replace('node test.js', CURIOUS) });
    repo.commit('claude/curious', { 'fails.txt': '' });
    const [markdown, page] = ['r.md', 'r.html'].map((name) => join(directory(), name));
    const { run, model } = await askingRun(repo, repeats, ['--markdown', markdown!, '--html', page!]);
    expect(branchOf(run, 'claude/curious').log).toContain('PATH=');
    expect(model.resolutions[0]!.dropped[0]).toContain('you sent [key]');
    const reports = [markdown!, page!].map((file) => readFileSync(file, 'utf8'));
    const texts = [run.stdout, run.stderr, JSON.stringify(run.result), ...reports, ...stored(repo.gitDir)];
    for (const text of texts) expect(text.includes(KEY)).toBe(false);
  });
});

function stored(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return entries.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
}
