import { openForgeSettings } from '@sluice/adapters/github/open-forge';
import type { ForgeSettings } from '@sluice/ports';
import { closeAll, opened } from './opened.ts';
import type { Reply, Script } from './scripted-github.ts';

afterEach(closeAll);

const AT = 'GET /repos/acme/shop';
const DENIED: Reply = { status: 403, json: { message: 'Resource not accessible by integration' } };

async function settingsOf(script: Script): Promise<ForgeSettings> {
  const { options } = await opened(script);
  return openForgeSettings(options);
}

function ok(json: unknown): Reply[] {
  return [{ status: 200, json }];
}

test('rules of a branch, with their parameters', async () => {
  const settings = await settingsOf({
    [`${AT}/rules/branches/release%2F1`]: ok([
      { type: 'deletion' },
      {
        type: 'required_status_checks',
        parameters: { strict_required_status_checks_policy: true },
        ruleset_id: 3,
      },
    ]),
  });
  await expect(settings.rulesOf('release/1')).resolves.toEqual([
    { type: 'deletion', parameters: {}, ruleset: null },
    {
      type: 'required_status_checks',
      parameters: { strict_required_status_checks_policy: true },
      ruleset: 3,
    },
  ]);
});

test('who may bypass a ruleset is told only to who may change it', async () => {
  const entry = { id: 3, name: 'main', enforcement: 'active' };
  const settings = await settingsOf({
    [`${AT}/rulesets`]: ok([entry, { ...entry, id: 4 }]),
    [`${AT}/rulesets/3`]: ok({
      ...entry,
      bypass_actors: [{ actor_id: 9, actor_type: 'Integration', bypass_mode: 'always' }],
    }),
    [`${AT}/rulesets/4`]: ok({ ...entry, id: 4 }),
  });
  await expect(settings.rulesets()).resolves.toEqual([
    { ...entry, bypassActors: [{ type: 'Integration', id: 9, mode: 'always' }] },
    { ...entry, id: 4, bypassActors: null },
  ]);
});

test.each([
  [
    { enabled: true, allowed_actions: 'selected', sha_pinning_required: true },
    { allowed: 'selected', shaPinning: true },
  ],
  [
    { enabled: true, allowed_actions: 'all' },
    { allowed: 'all', shaPinning: null },
  ],
  [{ enabled: false }, { allowed: 'none', shaPinning: null }],
])('actions permissions %j', async (json, expected) => {
  const settings = await settingsOf({ [`${AT}/actions/permissions`]: ok(json) });
  await expect(settings.actionsPermissions()).resolves.toEqual(expected);
});

test('permissions of the workflow token, names of secrets and variables', async () => {
  const settings = await settingsOf({
    [`${AT}/actions/permissions/workflow`]: ok({
      default_workflow_permissions: 'read',
      can_approve_pull_request_reviews: false,
    }),
    [`${AT}/actions/secrets`]: ok({ total_count: 1, secrets: [{ name: 'DEPLOY' }] }),
    [`${AT}/actions/variables`]: ok({ total_count: 1, variables: [{ name: 'SLUICE_STOP', value: '' }] }),
  });
  await expect(settings.workflowPermissions()).resolves.toEqual({ default: 'read', canApprove: false });
  await expect(settings.repositorySecrets()).resolves.toEqual(['DEPLOY']);
  await expect(settings.variables()).resolves.toEqual(['SLUICE_STOP']);
});

test.each([
  [{ status: 200, json: { total_count: 1, secrets: [{ name: 'SHARED' }] } }, ['SHARED']],
  // A person's repository has no organisation.
  [{ status: 404, json: { message: 'Not Found' } }, []],
  [DENIED, null],
])('secrets that an organisation shares: %j', async (reply, expected) => {
  const settings = await settingsOf({ [`${AT}/actions/organization-secrets`]: [reply] });
  await expect(settings.organizationSecrets()).resolves.toEqual(expected);
});

describe('an environment', () => {
  const route = `${AT}/environments/sluice`;
  const secrets = { [`${route}/secrets`]: ok({ total_count: 1, secrets: [{ name: 'PR_CREATE_TOKEN' }] }) };

  test.each([
    [null, ['*']],
    [{ protected_branches: true, custom_branch_policies: false }, ['<protected>']],
    [{ protected_branches: false, custom_branch_policies: true }, ['main']],
  ])('with the rule %j is for %j', async (rule, branches) => {
    const settings = await settingsOf({
      [route]: ok({ name: 'sluice', deployment_branch_policy: rule }),
      [`${route}/deployment-branch-policies`]: ok({ total_count: 1, branch_policies: [{ name: 'main' }] }),
      ...secrets,
    });
    await expect(settings.environment('sluice')).resolves.toEqual({
      exists: true,
      branches,
      secrets: ['PR_CREATE_TOKEN'],
    });
  });

  test('that is not there', async () => {
    const settings = await settingsOf({});
    await expect(settings.environment('sluice')).resolves.toEqual({
      exists: false,
      branches: null,
      secrets: null,
    });
  });

  test('whose secrets are hidden', async () => {
    const settings = await settingsOf({
      [route]: ok({ deployment_branch_policy: null }),
      [`${route}/secrets`]: [DENIED],
    });
    await expect(settings.environment('sluice')).resolves.toEqual({
      exists: true,
      branches: ['*'],
      secrets: null,
    });
  });
});

test('a file of a commit; a directory and what is not there are no file', async () => {
  const content = Buffer.from('caps: 3\n')
    .toString('base64')
    .replace(/(.{4})/g, '$1\n');
  const settings = await settingsOf({
    [`${AT}/contents/.github%2Fx.yml`]: ok({ type: 'file', encoding: 'base64', content }),
    [`${AT}/contents/docs`]: ok([]),
  });
  await expect(settings.file('.github/x.yml', 'main')).resolves.toBe('caps: 3\n');
  await expect(settings.file('docs', 'main')).resolves.toBeNull();
  await expect(settings.file('none', 'main')).resolves.toBeNull();
});

test('what the token may not read is null, and nothing else is', async () => {
  const hidden = await settingsOf(
    Object.fromEntries(
      [
        'rules/branches/main',
        'rulesets',
        'actions/permissions',
        'actions/permissions/workflow',
        'actions/secrets',
        'actions/variables',
        'environments/e',
      ].map((path) => [`${AT}/${path}`, [DENIED]]),
    ),
  );
  const readings = [
    hidden.rulesOf('main'),
    hidden.rulesets(),
    hidden.actionsPermissions(),
    hidden.workflowPermissions(),
    hidden.repositorySecrets(),
    hidden.variables(),
    hidden.environment('e'),
  ];
  await expect(Promise.all(readings)).resolves.toEqual(readings.map(() => null));
  const broken = await settingsOf({
    [`${AT}/actions/permissions/workflow`]: ok({ default_workflow_permissions: 'admin' }),
  });
  await expect(broken.workflowPermissions()).rejects.toMatchObject({ code: 'FORGE_ANSWER' });
});
