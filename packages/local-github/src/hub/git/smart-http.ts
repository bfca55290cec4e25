import { gunzipSync } from 'node:zlib';
import { text, type Answer } from '../http/answer.ts';
import type { Incoming } from '../http/incoming.ts';
import { GIT_PERMISSIONS, satisfies, type GitOperation } from '../permissions.ts';
import { isProtected } from '../rules/matching.ts';
import { pushViolations } from '../rules/push-rules.ts';
import { newWorkflowFile } from '../rules/workflow-files.ts';
import type { Repository } from '../state/repository.ts';
import { reaches, type Token } from '../state/tokens.ts';
import type { World } from '../world.ts';
import { httpBackend } from './http-backend.ts';
import { readPushRequest, refusePush, type PushRequest } from './push-request.ts';
import { inQuarantine } from './quarantine.ts';
import { listRefs, type Ref, type RefMove } from './refs.ts';
import { settleRefs } from './write-refs.ts';

const PATH = /^\/([^/]+\/[^/]+?)(?:\.git)?(\/info\/refs|\/git-upload-pack|\/git-receive-pack)$/;

export interface GitRequest {
  readonly repository: string;
  readonly service: string;
  readonly operation: Exclude<GitOperation, 'git/push-workflows'>;
}

export function matchGit(url: URL): GitRequest | null {
  const match = PATH.exec(decodeURIComponent(url.pathname));
  if (match === null) return null;
  const [, repository = '', service = ''] = match;
  const isPush = service === '/git-receive-pack' || url.searchParams.get('service') === 'git-receive-pack';
  return { repository, service, operation: isPush ? 'git/push' : 'git/fetch' };
}

/** Fetches and pushes over smart HTTP. Source: https://git-scm.com/docs/gitprotocol-http */
export async function serveGit(world: World, request: GitRequest, incoming: Incoming): Promise<Answer> {
  const repository = world.repositories.get(request.repository) ?? null;
  const { token } = incoming;
  const refusal = refuse(repository, request, token);
  if (refusal !== null || repository === null) return refusal ?? text(404, 'Repository not found.');
  const body = incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(incoming.body) : incoming.body;
  const backend = () =>
    httpBackend({
      gitDir: repository.gitDir,
      method: incoming.method,
      service: request.service,
      query: incoming.url.search.slice(1),
      contentType: incoming.headers['content-type'] ?? '',
      protocol: incoming.headers['git-protocol'] ?? '',
      user: token?.login ?? '',
      body,
    });
  const push = request.service === '/git-receive-pack' ? readPushRequest(body) : null;
  if (push === null || token === null) return backend();
  return receive(world, repository, { push, token, backend });
}

function refuse(repository: Repository | null, request: GitRequest, token: Token | null): Answer | null {
  const isPublic = repository?.isPublic ?? false;
  if (token === null && (request.operation === 'git/push' || !isPublic)) {
    const challenge = { 'www-authenticate': 'Basic realm="GitHub"', 'content-type': 'text/plain' };
    return { status: 401, headers: challenge, bytes: Buffer.from('Authentication required.') };
  }
  if (repository === null || (!isPublic && !reaches(token, repository.fullName)))
    return text(404, 'Repository not found.');
  const grants = reaches(token, repository.fullName) ? (token?.grants ?? {}) : {};
  if (satisfies(GIT_PERMISSIONS[request.operation], grants, isPublic)) return null;
  return text(
    403,
    request.operation === 'git/push'
      ? 'Write access to repository not granted.'
      : 'Access to repository not granted.',
  );
}

interface Receiving {
  readonly push: PushRequest;
  readonly token: Token;
  readonly backend: () => Promise<Answer>;
}

/** Decides on a push with its objects at hand, lets git take it, and compares the refs to see what it changed. */
async function receive(
  world: World,
  repository: Repository,
  { push, token, backend }: Receiving,
): Promise<Answer> {
  const { answer, moves } = await repository.lock.run(async () => {
    const refused = await decide(world, repository, push, token);
    if (refused !== null) return { answer: refused, moves: [] };
    const before = await listRefs(repository.gitDir);
    const taken = await backend();
    return { answer: taken, moves: movesBetween(before, await listRefs(repository.gitDir)) };
  });
  await settleRefs(world, repository, moves, token);
  return answer;
}

async function decide(
  world: World,
  repository: Repository,
  push: PushRequest,
  token: Token,
): Promise<Answer | null> {
  const mayWriteWorkflows = satisfies(GIT_PERMISSIONS['git/push-workflows'], token.grants, false);
  const ruled = push.moves.filter((move) => isProtected(repository, move.name));
  if (mayWriteWorkflows && ruled.length === 0) return null;
  return inQuarantine(repository.gitDir, push.pack, async (env) => {
    for (const move of ruled) {
      const violations = await pushViolations(repository, move, token, env);
      if (violations.length > 0) return refuseByRules(world, repository, push, { move, violations });
    }
    const file = mayWriteWorkflows ? null : await newWorkflowFile(repository, push.moves, env);
    if (file === null) return null;
    const who = token.app === null ? 'a Personal Access Token' : 'a GitHub App';
    const scope = token.app === null ? '`workflow` scope' : '`workflows` permission';
    const reason = `refusing to allow ${who} to create or update workflow \`${file}\` without ${scope}`;
    return receiveResult(refusePush(push, '', () => reason));
  });
}

interface Violated {
  readonly move: RefMove;
  readonly violations: readonly string[];
}

function refuseByRules(
  world: World,
  repository: Repository,
  push: PushRequest,
  { move, violations }: Violated,
): Answer {
  const url = `${world.serverUrl}/${repository.fullName}/rules?ref=${encodeURIComponent(move.name)}`;
  const words = [
    `error: GH013: Repository rule violations found for ${move.name}.`,
    `Review all repository rules at ${url}`,
    '',
    ...violations.map((one) => `- ${one}`),
    '',
  ].join('\n');
  return receiveResult(
    refusePush(push, `${words}\n`, () => 'push declined due to repository rule violations'),
  );
}

function receiveResult(bytes: Buffer): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-git-receive-pack-result', 'cache-control': 'no-cache' },
    bytes,
  };
}

function movesBetween(before: readonly Ref[], after: readonly Ref[]): readonly RefMove[] {
  const old = new Map(before.map((ref) => [ref.name, ref.oid]));
  const now = new Map(after.map((ref) => [ref.name, ref.oid]));
  return [...new Set([...old.keys(), ...now.keys()])]
    .map((name) => ({ name, before: old.get(name) ?? null, after: now.get(name) ?? null }))
    .filter((move) => move.before !== move.after);
}
