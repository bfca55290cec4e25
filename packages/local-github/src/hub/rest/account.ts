import { ok, Refusal } from '../http/answer.ts';
import { repositoryOf, type Call, type Handler } from '../http/call.ts';
import { satisfies } from '../permissions.ts';
import { repositoryView } from './views/repository-view.ts';
import { appView, loginView } from './views/user-view.ts';
import { instant } from './views/instant.ts';

export const ACCOUNT_ROUTES = {
  'rate-limit/get': (call) => {
    const { rateLimit } = call.world.options;
    const rate = {
      limit: rateLimit,
      remaining: rateLimit,
      used: 0,
      reset: Math.floor(call.world.now().getTime() / 1000) + 3600,
    };
    return ok({ resources: { core: rate, graphql: rate, search: rate }, rate });
  },
  'users/get-authenticated': (call) => {
    if (call.token === null) throw new Refusal(401, 'Requires authentication');
    if (call.token.app !== null) throw new Refusal(403, 'Resource not accessible by integration');
    const since = instant(new Date(0));
    const unknown = {
      name: null,
      company: null,
      blog: null,
      location: null,
      email: null,
      hireable: null,
      bio: null,
    };
    const counts = { public_repos: 0, public_gists: 0, followers: 0, following: 0 };
    return ok({
      ...loginView(call.world, call.token.login),
      ...unknown,
      ...counts,
      created_at: since,
      updated_at: since,
    });
  },
  'apps/get-authenticated': (call) => {
    if (!call.token?.app) throw new Refusal(401, 'A JSON web token could not be decoded');
    return ok(appView(call.world, call.token.app));
  },
  'repos/get': (call) => ok(viewOf(call)),
} satisfies Record<string, Handler>;

function viewOf(call: Call): unknown {
  const repository = repositoryOf(call);
  const grants = call.token?.grants ?? {};
  const isAll = grants === 'all';
  const writes = satisfies('contents=write', grants, false);
  return {
    ...repositoryView(call.world, repository),
    permissions: { admin: isAll, maintain: isAll, push: writes, triage: writes, pull: true },
  };
}
