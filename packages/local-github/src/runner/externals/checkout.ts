// `actions/checkout` by plain git over the forge's own HTTP, with the job's token.
import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ActionsError } from '../actions-error.ts';
import type { ExternalAction, ExternalContext } from './external-action.ts';

const exec = promisify(execFile);

export const checkout: ExternalAction = {
  name: 'actions/checkout',
  versions: ['v4', 'v5', 'v6'],
  inputs: {
    repository: '',
    ref: '',
    token: '',
    path: '',
    clean: 'true',
    'fetch-depth': '1',
    'fetch-tags': 'false',
    'show-progress': 'true',
    'persist-credentials': 'true',
    'set-safe-directory': 'true',
    filter: '',
    lfs: 'false',
    submodules: 'false',
    'sparse-checkout': '',
    'sparse-checkout-cone-mode': 'true',
    'ssh-key': '',
    'ssh-known-hosts': '',
    'ssh-strict': 'true',
    'ssh-user': 'git',
    'github-server-url': '',
  },
  differs: 'always git over HTTP; no submodules, LFS, sparse checkout, filter or SSH.',
  async run(context) {
    refuseUnsupported(context.inputs);
    const { inputs, github } = context;
    const server = inputs['github-server-url'] || String(github['server_url']);
    const repository = inputs['repository'] || String(github['repository']);
    const directory = join(context.workspace, inputs['path'] ?? '');
    if (relative(context.workspace, directory).startsWith('..')) {
      throw new ActionsError(`Repository path '${directory}' is not under '${context.workspace}'`);
    }
    const setting = `http.${new URL(server).origin}/.extraheader`;
    const token = inputs['token'] || String(github['token']);
    const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`;
    mkdirSync(directory, { recursive: true });
    const git = gitIn(context, directory);
    await git('init', '-q', '-b', 'main');
    await git('remote', 'add', 'origin', `${server}/${repository}`);
    await git('config', '--local', setting, header);
    const { wanted, branch } = target(inputs, github, repository);
    await git(...fetchCommand(inputs, wanted, branch));
    await git('checkout', '-q', '--force', ...checkoutArguments(wanted, branch));
    const { stdout } = await exec('git', ['rev-parse', 'HEAD'], { cwd: directory, env: { ...context.env } });
    context.setOutput('commit', stdout.trim());
    context.setOutput('ref', inputs['ref'] || String(github['ref']));
    if (inputs['persist-credentials'] !== 'true') await git('config', '--local', '--unset-all', setting);
    else context.atEnd('Post Run actions/checkout', (end) => forget(end, directory, setting));
  },
};

function refuseUnsupported(inputs: Readonly<Record<string, string>>): void {
  const wanted = ['lfs', 'submodules'].filter((name) => inputs[name] !== 'false');
  wanted.push(...['ssh-key', 'sparse-checkout', 'filter'].filter((name) => inputs[name] !== ''));
  if (wanted.length > 0)
    throw new ActionsError(`actions/checkout: not supported here: ${wanted.join(', ')}.`);
}

/** What to fetch, and the local branch to put it on, if it is one. */
function target(
  inputs: Readonly<Record<string, string>>,
  github: Readonly<Record<string, unknown>>,
  repository: string,
): { wanted: string; branch: string | null } {
  const asked = inputs['ref'] ?? '';
  if (asked === '' && repository === github['repository']) {
    const branch = /^refs\/heads\/(.+)$/.exec(String(github['ref']))?.[1];
    return { wanted: String(github['sha']), branch: branch ?? null };
  }
  if (asked === '') return { wanted: 'HEAD', branch: null };
  const branch = /^refs\/heads\/(.+)$/.exec(asked)?.[1];
  return { wanted: asked, branch: branch ?? null };
}

function fetchCommand(
  inputs: Readonly<Record<string, string>>,
  wanted: string,
  branch: string | null,
): string[] {
  const depth = Number(inputs['fetch-depth']);
  if (!Number.isInteger(depth) || depth < 0)
    throw new ActionsError(`actions/checkout: fetch-depth '${inputs['fetch-depth']}'`);
  const tags = inputs['fetch-tags'] === 'true' || depth === 0 ? '--tags' : '--no-tags';
  const common = ['fetch', '-q', tags, '--no-recurse-submodules', ...(depth > 0 ? [`--depth=${depth}`] : [])];
  const into = branch === null ? '+refs/remotes/origin/checkout' : `refs/remotes/origin/${branch}`;
  const wantedSpec = `+${wanted}:${into.replace(/^\+/, '')}`;
  const everything = depth === 0 ? ['+refs/heads/*:refs/remotes/origin/*'] : [];
  return [
    ...common,
    'origin',
    ...everything,
    ...(depth === 0 && /^[0-9a-f]{40}$/.test(wanted) ? [] : [wantedSpec]),
  ];
}

function checkoutArguments(wanted: string, branch: string | null): string[] {
  const isCommit = /^[0-9a-f]{40}$/.test(wanted);
  if (branch !== null) return ['-B', branch, isCommit ? wanted : `refs/remotes/origin/${branch}`];
  return ['--detach', isCommit ? wanted : 'refs/remotes/origin/checkout'];
}

function gitIn(context: ExternalContext, directory: string): (...args: string[]) => Promise<void> {
  return async (...args) => {
    const code = await context.run('git', args, directory);
    if (code !== 0) throw new ActionsError(`The process 'git ${args[0]}' failed with exit code ${code}`);
  };
}

async function forget(context: ExternalContext, directory: string, setting: string): Promise<void> {
  await context.run('git', ['config', '--local', '--unset-all', setting], directory);
}
