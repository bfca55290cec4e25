import { gitFault } from '@sluice/adapters/git/git-process';
import { plainText } from '@sluice/deliver';
import type { DevState } from '@sluice/local-github/dev/dev-protocol';
import { Fault, type Oid } from '@sluice/model';
import { discover, readEffectivePolicy, type AgentBranch } from '@sluice/pipeline';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { inSession, type Session } from '../open-session.ts';
import { requireRunning } from './dev-state.ts';
import { paintFor } from './dev-words.ts';
import { followRuns, newestId } from './follow-runs.ts';
import { LocalApi } from './local-api.ts';
import { inScratch, tryInScratch, withSetUp } from './seed.ts';

export interface PushOptions {
  readonly repo: string;
  readonly wait?: boolean;
}

/** How the push of one branch went. */
type Outcome =
  | { readonly kind: 'pushed'; readonly head: Oid }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'conflict' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Pushes agent branches as an agent would: its token may not change workflows. */
export function push(names: readonly string[], options: PushOptions): Promise<ExitCode> {
  return inSession(options.repo, async (session) => {
    const state = await requireRunning(session.git.stateDir);
    const branches = await wantedBranches(session, state, names);
    await fetchSetUp(session, state);
    const api = new LocalApi(state);
    const before = newestId(await api.activity());
    const outcomes: Outcome[] = [];
    for (const branch of branches) {
      session.signal.throwIfAborted();
      const outcome = await pushBranch(session, state, branch);
      process.stdout.write(`${line(branch, outcome)}\n`);
      outcomes.push(outcome);
    }
    const isAll = outcomes.every(({ kind }) => kind === 'pushed' || kind === 'unchanged');
    if (options.wait && !(await waitForAll(api, session.signal, before))) return EXIT.failed;
    if (!options.wait && outcomes.some(({ kind }) => kind === 'pushed'))
      process.stdout.write('\nWhat they start: `sluice dev logs`, `sluice dev open`.\n');
    return isAll ? EXIT.done : EXIT.some;
  });
}

/**
 * Whether the runs of Sluice succeeded; one that a newer one replaced counts as that. Other workflows of the repository say
 * what the branches are worth, not whether the pipeline works.
 */
async function waitForAll(api: LocalApi, signal: AbortSignal, before: number): Promise<boolean> {
  const paint = paintFor(process.stdout);
  const write = (text: string): void => void process.stdout.write(`${text}\n`);
  const following = { api, signal, paint, write };
  const runs = await followRuns(
    following,
    ({ id }) => id > before,
    (_, { idle }) => idle,
  );
  const own = runs.filter(({ path }) => /\/sluice(?:-manifest)?\.yml$/.test(path));
  return own.every(({ conclusion }) => conclusion === 'success' || conclusion === 'cancelled');
}

async function wantedBranches(
  { git }: Session,
  state: DevState,
  names: readonly string[],
): Promise<readonly AgentBranch[]> {
  const { base, effective } = await readEffectivePolicy(git, [
    { option: '--base', set: { base: state.base } },
  ]);
  const policy = { ...effective.policy, branches: state.branches };
  const { branches } = await discover(git, policy, base);
  const known = new Map(branches.map((branch) => [branch.name, branch]));
  const unknown = names.filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw new Fault(
      'UNKNOWN_NAME',
      `No agent branch is called ${unknown.map((name) => JSON.stringify(name)).join(', ')}: the policy takes ${state.branches.join(', ')}.`,
      `Name one of ${branches
        .slice(0, 5)
        .map(({ name }) => name)
        .join(
          ', ',
        )}; or change \`branches\` in .sluice.yml on ${state.base}, and start \`sluice dev up\` again.`,
    );
  return names.length === 0 ? branches : names.map((name) => known.get(name)!);
}

/** The commit with the workflow files, which only the local GitHub has. */
async function fetchSetUp({ git }: Session, state: DevState): Promise<void> {
  const command = ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', urlOf(state), state.setupCommit];
  await inScratch(git, command, { env: credentials(state) });
}

async function pushBranch({ git }: Session, state: DevState, branch: AgentBranch): Promise<Outcome> {
  const head = await withSetUp(git, branch.head, state.setupCommit as Oid);
  if (head === null) return { kind: 'conflict' };
  const command = ['push', '--porcelain', urlOf(state), `+${head}:refs/heads/${branch.name}`];
  const ran = await tryInScratch(git, command, { env: credentials(state) });
  const said = /^(?<flag>[ +*=!])\t[^\t]*\t(?<words>.*)$/m.exec(ran.stdout.toString('utf8'))?.groups;
  if (said?.['flag'] === '!') return { kind: 'refused', reason: said['words']! };
  if (ran.code !== 0) throw gitFault('push', ran);
  return said?.['flag'] === '=' ? { kind: 'unchanged' } : { kind: 'pushed', head };
}

function line({ name, head }: AgentBranch, outcome: Outcome): string {
  const short = head.slice(0, 10);
  const words: Record<Outcome['kind'], () => string> = {
    unchanged: () => 'unchanged',
    conflict: () =>
      `not pushed: it conflicts with the base, or with the workflow files on it. Merge the base into it first.`,
    refused: () => `refused: ${outcome.kind === 'refused' ? plainText(outcome.reason) : ''}`,
    pushed: () =>
      outcome.kind !== 'pushed' || outcome.head === head
        ? `pushed at ${short}`
        : `pushed at ${outcome.head.slice(0, 10)}: ${short} with the workflow files merged in`,
  };
  return `${plainText(name)}  ${words[outcome.kind]()}`;
}

function urlOf(state: DevState): string {
  return `${state.url}/${state.repository}.git`;
}

/** By the environment, so that no list of processes shows the token. */
function credentials({ agentToken }: DevState): NodeJS.ProcessEnv {
  const basic = Buffer.from(`x-access-token:${agentToken}`).toString('base64');
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: Basic ${basic}`,
  };
}
