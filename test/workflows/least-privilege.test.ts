// What each job may do, as a table that a review has to change, and what no workflow of ours may ever say.
import { read, ROOT, stepsOf, TEMPLATES, workflow, WORKFLOWS } from './workflow-file.ts';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

const ALL = [...WORKFLOWS, ...TEMPLATES];
const EXTRACT = '.github/workflows/extract.yml';
const COORDINATE = '.github/workflows/coordinate.yml';

/** Permissions of every job, by file. A job that is not here fails the test. */
const PERMISSIONS: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>> = {
  '.github/workflows/ci.yml': { check: { contents: 'read' } },
  '.github/workflows/extract.yml': { extract: { contents: 'read', 'id-token': 'write' } },
  '.github/workflows/coordinate.yml': {
    cluster: { actions: 'read', checks: 'read', contents: 'read', issues: 'read', 'pull-requests': 'read' },
    'merge-candidates': {},
    'ask-model': {},
    validate: {},
    deliver: { checks: 'write', contents: 'read', issues: 'write', 'pull-requests': 'read' },
    audit: { contents: 'read', issues: 'write', 'pull-requests': 'read' },
  },
  'workflows-templates/sluice-manifest.yml': { extract: { contents: 'read', 'id-token': 'write' } },
  'workflows-templates/sluice.yml': {
    sluice: {
      actions: 'read',
      checks: 'write',
      contents: 'read',
      issues: 'write',
      'pull-requests': 'read',
    },
  },
};

test('every workflow is in the table', () => {
  expect(Object.keys(PERMISSIONS).toSorted()).toEqual(ALL.toSorted());
});

describe.each(ALL)('%s', (path) => {
  const file = workflow(path);
  const jobs = Object.entries(file.jobs);

  test('gives nothing to all jobs, and each job what the table says', () => {
    expect(file.permissions).toEqual({});
    expect(Object.fromEntries(jobs.map(([name, { permissions }]) => [name, permissions]))).toEqual(
      PERMISSIONS[path],
    );
  });

  test('takes and leaves nothing in a cache', () => {
    expect(file['cache-mode']).toBe('none');
    expect(jobs.filter(([, job]) => 'cache-mode' in job)).toEqual([]);
    expect(read(path)).not.toMatch(/actions\/cache|hashFiles|cache:/);
  });

  test('names actions and workflows of this repository alone, at this commit or a pinned one', () => {
    const uses = [...jobs.map(([, job]) => job.uses), ...stepsOf(path).map(([, step]) => step.uses)];
    const named = uses.filter((each) => each !== undefined);
    expect(named.length > 0 || path.endsWith('/ci.yml')).toBe(true);
    const own =
      /^\$\/actions\/[\w-]+$|^OWNER\/sluice\/\.github\/workflows\/(?:extract|coordinate)\.yml@0{40}$/;
    expect(named.filter((each) => !own.test(each))).toEqual([]);
  });

  test('ends by itself', () => {
    // A job that calls a workflow can have no limit; those of the called one have.
    const open = jobs.filter(([, job]) => job.uses === undefined && !(Number(job['timeout-minutes']) > 0));
    expect(open).toEqual([]);
  });

  test('puts nothing that others wrote into a shell', () => {
    expect(stepsOf(path).filter(([, { run }]) => run?.includes('${{'))).toEqual([]);
  });

  test('hands on no secret but by name', () => {
    const secrets = jobs.flatMap(([, job]) => (job.secrets === undefined ? [] : [job.secrets]));
    expect(secrets).toEqual(
      path === 'workflows-templates/sluice.yml'
        ? [
            {
              PR_CREATE_TOKEN: '${{ secrets.PR_CREATE_TOKEN }}',
              ANTHROPIC_API_KEY: '${{ secrets.ANTHROPIC_API_KEY }}',
            },
          ]
        : [],
    );
  });
});

test.each([
  ['PR_CREATE_TOKEN', 'deliver', 'pr-token'],
  ['ANTHROPIC_API_KEY', 'ask-model', 'api-key'],
])('%s reaches one input of one step of the job %s, which names an environment', (secret, name, input) => {
  const text = read(COORDINATE).replace(/^ {4}secrets:[^]*?^ {4}outputs:/m, '');
  expect(text.match(/secrets\.\w+/g)?.filter((each) => each === `secrets.${secret}`)).toHaveLength(1);
  const job = workflow(COORDINATE).jobs[name]!;
  expect(job.environment).toBe('${{ inputs.environment }}');
  expect(job.steps!.map((step) => step.with?.[input])).toEqual([`\${{ secrets.${secret} }}`]);
});

test('no other secret is named, and no other job is in an environment', () => {
  const text = read(COORDINATE).replace(/^ {4}secrets:[^]*?^ {4}outputs:/m, '');
  expect(text.match(/secrets\.\w+|secrets\[|toJSON\(secrets/g)).toEqual([
    'secrets.ANTHROPIC_API_KEY',
    'secrets.PR_CREATE_TOKEN',
  ]);
  const jobs = Object.entries(workflow(COORDINATE).jobs);
  const inside = jobs.filter(([, { environment }]) => environment !== undefined).map(([name]) => name);
  expect(inside).toEqual(['ask-model', 'deliver']);
});

test('the identity that counts takes nothing from its caller', () => {
  expect(workflow(EXTRACT).on).toEqual({ workflow_call: null });
  expect(read(EXTRACT)).not.toMatch(/inputs\.|secrets\.|vars\.|\brun:/);
  expect(workflow(EXTRACT).jobs['extract']!['runs-on']).toBe('ubuntu-24.04');
});

test('what a caller grants covers what each called job asks for, and nothing besides', () => {
  const rank = { read: 1, write: 2 } as Readonly<Record<string, number>>;
  const union = (path: string): Record<string, string> => {
    const asked = Object.values(PERMISSIONS[path]!).flatMap((each) => Object.entries(each));
    const all: Record<string, string> = {};
    for (const [scope, word] of asked) {
      if (rank[word]! > (rank[all[scope] ?? ''] ?? 0)) all[scope] = word;
    }
    return all;
  };
  expect(PERMISSIONS['workflows-templates/sluice.yml']!['sluice']).toEqual(union(COORDINATE));
  expect(PERMISSIONS['workflows-templates/sluice-manifest.yml']!['extract']).toEqual(union(EXTRACT));
});

test('only one coordinator runs, and none is cancelled', () => {
  expect(workflow('workflows-templates/sluice.yml').concurrency).toEqual({
    group: 'sluice',
    'cancel-in-progress': false,
  });
});

test.each(['merge-candidates', 'validate'])('%s hands out 16 digests, each from its own step', (job) => {
  const { outputs, steps } = workflow(COORDINATE).jobs[job]!;
  const id = (steps!.at(-1) as { readonly id?: string }).id;
  const expected = Array.from({ length: 16 }, (_, i) => [
    `digest_${i + 1}`,
    `\${{ steps.${id}.outputs.digest_${i + 1} }}`,
  ]);
  expect(outputs).toEqual(Object.fromEntries(expected));
});

test('every template comes with what a list of workflows shows of it', () => {
  for (const path of TEMPLATES) {
    const properties = JSON.parse(read(path.replace(/\.yml$/, '.properties.json'))) as Record<
      string,
      unknown
    >;
    expect(properties).toEqual({
      name: expect.any(String),
      description: expect.stringMatching(/^[A-Z].*\.$/),
      iconName: expect.stringMatching(/^octicon [a-z-]+$/),
      categories: expect.arrayContaining(['Automation']),
      filePatterns: [expect.any(String)],
    });
  }
  const names = readdirSync(join(ROOT, 'workflows-templates'));
  expect(names).toHaveLength(2 * TEMPLATES.length);
});
