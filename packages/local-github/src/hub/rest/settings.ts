import { created, noContent, notFound, ok, Refusal } from '../http/answer.ts';
import { bodyOf, repositoryOf, type Call, type Handler } from '../http/call.ts';
import { counted } from '../http/paging.ts';
import type { Setting } from '../state/records.ts';
import { environmentOf } from './environments.ts';
import { instant } from './views/instant.ts';

type Settings = Map<string, Setting>;
type Source = (call: Call) => Settings;

const repositoryVariables: Source = (call) => repositoryOf(call).variables;
const environmentVariables: Source = (call) => environmentOf(call).variables;

/** Variables can be read and written; of secrets only the names are told. */
export const SETTING_ROUTES = {
  'actions/list-repo-variables': (call) => listVariables(call, repositoryVariables),
  'actions/create-repo-variable': (call) => createVariable(call, repositoryVariables),
  'actions/get-repo-variable': (call) => ok(variableView(variableOf(call, repositoryVariables))),
  'actions/update-repo-variable': (call) => updateVariable(call, repositoryVariables),
  'actions/delete-repo-variable': (call) => deleteVariable(call, repositoryVariables),
  'actions/list-environment-variables': (call) => listVariables(call, environmentVariables),
  'actions/create-environment-variable': (call) => createVariable(call, environmentVariables),
  'actions/get-environment-variable': (call) => ok(variableView(variableOf(call, environmentVariables))),
  'actions/update-environment-variable': (call) => updateVariable(call, environmentVariables),
  'actions/delete-environment-variable': (call) => deleteVariable(call, environmentVariables),
  'actions/list-repo-secrets': (call) => listSecrets(call, repositoryOf(call).secrets),
  'actions/list-repo-organization-secrets': (call) =>
    listSecrets(call, repositoryOf(call).organizationSecrets),
  'actions/list-environment-secrets': (call) => listSecrets(call, environmentOf(call).secrets),
  'actions/get-repo-secret': (call) => {
    const secret = repositoryOf(call).secrets.get((call.params['secret_name'] ?? '').toUpperCase());
    if (secret === undefined) throw notFound();
    return ok(secretView(secret));
  },
} satisfies Record<string, Handler>;

/** Names are kept in upper case, as GitHub does; an existing one gets a new value. */
export function putSetting(settings: Settings, name: string, value: string, now: Date): void {
  const key = name.toUpperCase();
  const known = settings.get(key);
  settings.set(key, { name: key, value, createdAt: known?.createdAt ?? now, updatedAt: now });
}

function listVariables(call: Call, source: Source): ReturnType<typeof ok> {
  // GitHub gives 10 a page here, and at most 30.
  const size = Math.min(Number(call.query['per_page'] ?? 10), 30);
  return counted(
    { ...call, query: { ...call.query, per_page: size } },
    'variables',
    [...source(call).values()],
    variableView,
  );
}

function listSecrets(call: Call, secrets: Settings): ReturnType<typeof ok> {
  return counted(call, 'secrets', [...secrets.values()], secretView);
}

function createVariable(call: Call, source: Source): ReturnType<typeof ok> {
  const { name = '', value = '' } = bodyOf<{ name: string; value: string }>(call);
  if (!/^[a-z_][a-z0-9_]*$/i.test(name) || /^github_/i.test(name))
    throw new Refusal(422, `Variable name "${name}" is not allowed`);
  if (source(call).has(name.toUpperCase()))
    throw new Refusal(409, 'Already exists - Variable already exists');
  putSetting(source(call), name, value, call.world.now());
  return created({});
}

function updateVariable(call: Call, source: Source): ReturnType<typeof ok> {
  const known = variableOf(call, source);
  const { name = known.name, value = known.value } = bodyOf<{ name: string; value: string }>(call);
  if (name.toUpperCase() !== known.name) source(call).delete(known.name);
  putSetting(source(call), name, value, call.world.now());
  return noContent;
}

function deleteVariable(call: Call, source: Source): ReturnType<typeof ok> {
  source(call).delete(variableOf(call, source).name);
  return noContent;
}

function variableOf(call: Call, source: Source): Setting {
  const variable = source(call).get((call.params['name'] ?? '').toUpperCase());
  if (variable === undefined) throw notFound();
  return variable;
}

function variableView(variable: Setting): unknown {
  return { ...secretView(variable), value: variable.value };
}

function secretView(secret: Setting): Record<string, unknown> {
  return { name: secret.name, created_at: instant(secret.createdAt), updated_at: instant(secret.updatedAt) };
}
