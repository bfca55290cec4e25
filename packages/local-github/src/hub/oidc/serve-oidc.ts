import type { Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import type { World } from '../world.ts';
import type { Issuer } from './issuer.ts';
import type { OpenJobs } from './open-jobs.ts';

const DISCOVERY = '/.well-known/openid-configuration';
const KEYS = '/.well-known/jwks';
const TOKEN = '/oidc/token';

export function matchOidc(path: string): string | null {
  if (path === DISCOVERY) return 'configuration';
  if (path === KEYS) return 'keys';
  return path === TOKEN ? 'token' : null;
}

/** The issuer of ID tokens, for jobs with `id-token: write` and for those who check signatures. */
export function serveOidc(world: World, issuer: Issuer, jobs: OpenJobs, incoming: Incoming): Answer {
  const { pathname, searchParams } = incoming.url;
  if (pathname === DISCOVERY) return { status: 200, json: issuer.configuration(world.origin) };
  if (pathname === KEYS) return { status: 200, json: issuer.keys };
  const claims = jobs.byRequestToken(incoming.credential)?.claims ?? null;
  if (claims === null) {
    return {
      status: 401,
      json: { message: 'the bearer token is of no running job that may ask for ID tokens' },
    };
  }
  const owner = String(claims['repository_owner']);
  const audience = searchParams.get('audience') ?? `${world.serverUrl}/${owner}`;
  const value = issuer.issue(claims, audience, world.now());
  return { status: 200, json: { count: value.length, value } };
}
