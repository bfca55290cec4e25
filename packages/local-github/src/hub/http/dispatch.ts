import { createHash } from 'node:crypto';
import { matchArtifacts, serveArtifacts } from '../artifacts/artifact-service.ts';
import { serveBlob, type Blocks } from '../artifacts/blobs.ts';
import { matchGit, serveGit } from '../git/smart-http.ts';
import { readGraphql, serveGraphql } from '../graphql/execute.ts';
import type { Issuer } from '../oidc/issuer.ts';
import type { OpenJobs } from '../oidc/open-jobs.ts';
import { matchOidc, serveOidc } from '../oidc/serve-oidc.ts';
import type { RestValidator } from '../schema/validate.ts';
import type { World } from '../world.ts';
import { Refusal, type Answer } from './answer.ts';
import type { Incoming } from './incoming.ts';
import type { Seen } from './injection.ts';
import { rateLimitExceeded, type RateLimit } from './rate-limit.ts';
import { matchRest, serveRest } from './rest.ts';

/** The services behind one port. */
export interface Services {
  readonly world: World;
  readonly validator: RestValidator;
  readonly limit: RateLimit;
  readonly issuer: Issuer;
  readonly jobs: OpenJobs;
  readonly blocks: Blocks;
  readonly violation: (text: string) => void;
}

/** A request whose operation is known and that can be served. */
export interface Planned extends Seen {
  readonly isWrite: boolean;
  serve(): Answer | Promise<Answer>;
}

const API = '/api/v3';

/** What a request means; null: nothing that the hub serves. */
export function plan(services: Services, incoming: Incoming): Planned | null {
  const path = incoming.url.pathname;
  const { method } = incoming;
  if (path === '/api/graphql') return method === 'POST' ? planGraphql(services, incoming) : null;
  if (path.startsWith(`${API}/`)) return planRest(services, incoming);
  if (path.startsWith('/_blobs/')) {
    const operation = `blobs/${method}`;
    const serve = (): Answer => serveBlob(services.world, services.blocks, incoming);
    return { kind: 'blobs', operation, method, path, isWrite: method === 'PUT', serve };
  }
  const artifacts = matchArtifacts(path);
  if (artifacts !== null) {
    const job = services.jobs.byRuntimeToken(incoming.credential);
    const isWrite = !/^(List|Get)/.test(artifacts);
    const serve = (): Answer => serveArtifacts(services.world, artifacts, incoming, job);
    return { kind: 'artifacts', operation: `artifacts/${artifacts}`, method, path, isWrite, serve };
  }
  const oidc = matchOidc(path);
  if (oidc !== null) {
    const serve = (): Answer => serveOidc(services.world, services.issuer, services.jobs, incoming);
    return { kind: 'oidc', operation: `oidc/${oidc}`, method, path, isWrite: false, serve };
  }
  return planGit(services, incoming);
}

function planGit(services: Services, incoming: Incoming): Planned | null {
  const git = matchGit(incoming.url);
  if (git === null) return null;
  const { method } = incoming;
  const isWrite = git.service === '/git-receive-pack';
  const serve = (): Promise<Answer> => serveGit(services.world, git, incoming);
  return { kind: 'git', operation: git.operation, method, path: incoming.url.pathname, isWrite, serve };
}

function planRest(services: Services, incoming: Incoming): Planned | null {
  const { method } = incoming;
  const path = incoming.url.pathname;
  const request = matchRest(method, path.slice(API.length));
  if (request === null) return null;
  const serve = async (): Promise<Answer> => {
    const { headers, exceeded } = services.limit.count(services.world, incoming, 'core');
    const answer = exceeded ? rateLimitExceeded() : await serveRest(services, request, incoming);
    return conditional(incoming, { ...answer, headers: { ...headers, ...answer.headers } });
  };
  return { kind: 'rest', operation: request.operation, method, path, isWrite: method !== 'GET', serve };
}

function planGraphql(services: Services, incoming: Incoming): Planned {
  const request = readGraphql(incoming.body);
  const serve = async (): Promise<Answer> => {
    const { headers, exceeded } = services.limit.count(services.world, incoming, 'graphql');
    const { token } = incoming;
    if (token === null) return new Refusal(401, 'Bad credentials').toAnswer();
    const context = { world: services.world, token };
    const answer = exceeded ? rateLimitExceeded() : await serveGraphql(request, context, services.violation);
    return { ...answer, headers: { ...headers, ...answer.headers } };
  };
  const operation = `graphql/${request.fields.join('+')}`;
  return {
    kind: 'graphql',
    operation,
    method: incoming.method,
    path: incoming.url.pathname,
    isWrite: request.isMutation,
    serve,
  };
}

/** Answers 304 to a client that has what it would be sent. */
function conditional(incoming: Incoming, answer: Answer): Answer {
  if (incoming.method !== 'GET' || answer.status !== 200 || answer.json === undefined) return answer;
  const etag = `"${createHash('sha256').update(JSON.stringify(answer.json)).digest('hex')}"`;
  const headers = { ...answer.headers, etag };
  const known = incoming.headers['if-none-match']?.replace(/^W\//, '');
  return known === etag ? { status: 304, headers } : { ...answer, headers };
}
