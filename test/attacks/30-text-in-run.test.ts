// Attack 30: a commit message, a title or a name that a workflow puts into the text of a shell command.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { parse } from 'yaml';
import { branchOf, sluice } from '../support/cli.ts';
import { lines, repository } from '../support/repository.ts';
import { directory, removeAll } from '../support/sandboxed.ts';
import { expressionsInCode } from '../support/workflow-scan.ts';
import { ACTION_FILES, read, TEMPLATES, WORKFLOWS } from '../workflows/workflow-file.ts';

afterAll(removeAll);

const MESSAGE = 'Fix it"; touch pwned; echo "$(touch pwned-too)';

const workflow = (run: string, env = ''): string =>
  `jobs:\n  a:\n    steps:\n      - name: Say it\n${env}        run: ${JSON.stringify(run)}\n`;
const PUT_IN = workflow('echo "${{ github.event.head_commit.message }}"');
const BY_ENVIRONMENT = workflow(
  'echo "$MESSAGE"',
  '        env:\n          MESSAGE: ${{ github.event.head_commit.message }}\n',
);

/** As the runner does: expressions are replaced in the text, then the shell reads it. Files that come of it. */
function runStep(file: string): string[] {
  const { jobs } = parse(file) as { jobs: { a: { steps: [{ run: string; env?: Record<string, string> }] } } };
  const [{ run, env = {} }] = jobs.a.steps;
  const filled = (text: string): string => text.replace(/\$\{\{[^}]*\}\}/g, () => MESSAGE);
  const cwd = directory();
  const variables = Object.entries(env).map(([name, value]) => [name, filled(value)] as const);
  spawnSync('sh', ['-c', filled(run)], { cwd, env: { ...process.env, ...Object.fromEntries(variables) } });
  return readdirSync(cwd).toSorted();
}

test('put into the text it runs, and the file is found; in the environment it does not', () => {
  expect(runStep(PUT_IN)).toEqual(['pwned', 'pwned-too']);
  expect(expressionsInCode(PUT_IN)).toEqual(['${{ github.event.head_commit.message }}']);
  expect(runStep(BY_ENVIRONMENT)).toEqual([]);
  expect(expressionsInCode(BY_ENVIRONMENT)).toEqual([]);
});

test.each([
  ['a name of a branch', 'git log ${{ github.head_ref }}'],
  ['an output of another step', 'echo ${{ steps.x.outputs.name }}'],
  ['over several lines', 'echo ${{\n  github.event.pull_request.title\n}}'],
])('%s is found as well', (_what, run) => {
  expect(expressionsInCode(workflow(run))).toHaveLength(1);
});

test('a script of an action and the name of a shell are code too', () => {
  const script =
    'jobs:\n  a:\n    steps:\n      - uses: x\n        with:\n          script: log(`${{ github.actor }}`)\n';
  expect(expressionsInCode(script)).toHaveLength(1);
});

test.each([...WORKFLOWS, ...TEMPLATES, ...ACTION_FILES])('%s puts no expression into code', (path) => {
  expect(expressionsInCode(read(path))).toEqual([]);
});

test('a run on branches whose messages are code runs none of it, and keeps their words', async () => {
  const repo = repository();
  repo.commit('claude/one', { 'a.txt': lines({ 3: 'one' }) }, { message: MESSAGE });
  repo.commit('claude/two', { 'a.txt': lines({ 3: 'two' }) }, { message: `${MESSAGE}\n\nTask: ${MESSAGE}` });
  const cwd = directory();
  const run = await sluice(['run', '--tier', 'test=true', '--land', '--repo', repo.path], { cwd });
  const statuses = ['claude/one', 'claude/two'].map((name) => branchOf(run, name).status);
  expect(statuses.toSorted()).toEqual(['held', 'landed']);
  expect(readdirSync(cwd)).toEqual([]);
  expect(repo.git('status', '--porcelain')).toBe('');
  expect(repo.git('log', '-1', '--format=%B', 'main')).toContain('touch pwned; echo');
});
