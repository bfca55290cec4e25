import { OPERATIONS } from '../schema/rest-schema.ts';
import type { RestValidator } from '../schema/validate.ts';
import { HANDLERS } from '../rest/routes.ts';
import { REST_PERMISSIONS, satisfies, type RestOperation } from '../permissions.ts';
import type { Repository } from '../state/repository.ts';
import { reaches } from '../state/tokens.ts';
import type { World } from '../world.ts';
import { notFound, Refusal, type Answer } from './answer.ts';
import type { Incoming } from './incoming.ts';

export interface RestRequest {
  readonly operation: RestOperation;
  readonly params: Readonly<Record<string, string>>;
}

interface Pattern {
  readonly operation: RestOperation;
  readonly method: string;
  readonly expression: RegExp;
}

/** The parameters that may hold slashes, which GitHub's description does not say. */
const WITH_SLASHES = new Set(['ref', 'path', 'branch', 'basehead']);

const PATTERNS: readonly Pattern[] = (Object.keys(HANDLERS) as RestOperation[])
  .map((operation) => ({ operation, method: OPERATIONS[operation].method, path: OPERATIONS[operation].path }))
  // More fixed segments first: `/pulls/{n}/files` before a parameter that holds slashes.
  .sort((a, b) => a.path.split('{').length - b.path.split('{').length || b.path.length - a.path.length)
  .map(({ operation, method, path }) => ({ operation, method, expression: expressionOf(path) }));

function expressionOf(path: string): RegExp {
  const source = path
    .replace(/[.]/g, '\\.')
    .replace(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>${WITH_SLASHES.has(name) ? '.+' : '[^/]+'})`);
  return new RegExp(`^${source.replace('/contents/(?<path>.+)', '/contents/?(?<path>.*)')}$`);
}

/** The operation that a path below `/api/v3` means, or null. */
export function matchRest(method: string, path: string): RestRequest | null {
  for (const pattern of PATTERNS) {
    if (pattern.method !== method) continue;
    const match = pattern.expression.exec(path);
    if (match === null) continue;
    const params = Object.entries(match.groups ?? {}).map(([name, value]) => [
      name,
      decodeURIComponent(value),
    ]);
    return { operation: pattern.operation, params: Object.fromEntries(params) as Record<string, string> };
  }
  return null;
}

export interface RestServer {
  readonly world: World;
  readonly validator: RestValidator;
  readonly violation: (text: string) => void;
}

/** Permission first, then validity, then the answer, which has to be valid too. */
export async function serveRest(
  server: RestServer,
  request: RestRequest,
  incoming: Incoming,
): Promise<Answer> {
  const { operation, params } = request;
  try {
    const repository = permit(server.world, request, incoming);
    const { values, complaint } = server.validator.query(operation, incoming.url.searchParams);
    const body = readBody(incoming);
    const wrong = complaint ?? server.validator.body(operation, body);
    if (wrong !== null) return violated(server, `request: ${wrong}`);
    const answer = await HANDLERS[operation]({
      world: server.world,
      token: incoming.token,
      url: incoming.url,
      params,
      query: values,
      body,
      repository,
    });
    return checked(server, operation, answer);
  } catch (error) {
    if (error instanceof Refusal) return checked(server, operation, error.toAnswer());
    throw error;
  }
}

function permit(world: World, { operation, params }: RestRequest, incoming: Incoming): Repository | null {
  const { token } = incoming;
  if (incoming.credential !== null && token === null) throw new Refusal(401, 'Bad credentials');
  const need = REST_PERMISSIONS[operation];
  if (params['owner'] === undefined) return null;
  const repository = world.repositories.get(`${params['owner']}/${params['repo'] ?? ''}`);
  if (repository === undefined) throw notFound();
  const isInside = reaches(token, repository.fullName);
  if (!isInside && !repository.isPublic) throw notFound();
  if (satisfies(need, isInside ? (token?.grants ?? {}) : {}, repository.isPublic)) return repository;
  if (token === null) throw new Refusal(401, 'Requires authentication');
  const kind = token.kind === 'app' || token.kind === 'job' ? 'integration' : 'personal access token';
  throw new Refusal(403, `Resource not accessible by ${kind}`, {
    headers: { 'x-accepted-github-permissions': need },
  });
}

function readBody(incoming: Incoming): unknown {
  if (incoming.body.length === 0) return undefined;
  try {
    return JSON.parse(incoming.body.toString()) as unknown;
  } catch {
    throw new Refusal(400, 'Problems parsing JSON');
  }
}

function checked(server: RestServer, operation: RestOperation, answer: Answer): Answer {
  if (answer.status === 304) return answer;
  // As it will be read: what JSON drops, such as undefined, is not there.
  const json = answer.json === undefined ? undefined : (JSON.parse(JSON.stringify(answer.json)) as unknown);
  const wrong = server.validator.response(operation, answer.status, json);
  return wrong === null ? answer : violated(server, `response: ${wrong}`);
}

function violated(server: RestServer, text: string): Answer {
  server.violation(text);
  return { status: 500, json: { message: `Not as GitHub describes it: ${text}` } };
}
