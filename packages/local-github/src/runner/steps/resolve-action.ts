// From `uses:` to an action that can run.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActionsError } from '../actions-error.ts';
import { findExternal } from '../externals/externals.ts';
import { parseActionFile } from '../workflow/action-file.ts';
import { resolveRevision } from '../workflow/load-workflow.ts';
import type { FileOrigin } from '../workflow/workflow.ts';
import type { ResolvedAction } from './action-instance.ts';
import type { JobSession } from './job-session.ts';

/**
 * `./x` is of the workspace; `$/x` is of the repository and commit of the file that says it (`origin`), whatever is checked out;
 * `owner/repo/path@ref` is of that repository. Throws an `ActionsError` for what is not there or cannot run here.
 */
export async function resolveAction(
  session: JobSession,
  origin: FileOrigin,
  reference: string,
): Promise<ResolvedAction> {
  if (reference.startsWith('docker://'))
    throw new ActionsError(`${reference}: docker actions are not supported here.`);
  if (reference.startsWith('./')) {
    const directory = join(session.directories.workspace, reference);
    return readAction(directory, { origin, reference, repository: '', ref: '' });
  }
  if (reference.startsWith('$/')) {
    const root = await materialise(session, origin.repository, origin.commit);
    const directory = join(root, reference.slice(2));
    return readAction(directory, { origin, reference, repository: origin.repository, ref: origin.commit });
  }
  return resolveRemote(session, reference);
}

async function resolveRemote(session: JobSession, reference: string): Promise<ResolvedAction> {
  const [, repository, path, revision] = /^([^/@]+\/[^/@]+)((?:\/[^@]+)?)@(.+)$/.exec(reference) ?? [];
  if (repository === undefined || path === undefined || revision === undefined) {
    throw new ActionsError(`Expected format {org}/{repo}[/path]@ref. Actual '${reference}'`);
  }
  const external = findExternal(session.externals, `${repository}${path}`, revision);
  if (external) return { kind: 'external', external };
  const { commit, ref } = await resolveRevision(session.host, repository, revision);
  if (commit === null) {
    throw new ActionsError(
      `Unable to resolve action \`${reference}\`: not found here, and it has no local equivalent.`,
    );
  }
  const root = await materialise(session, repository, commit);
  const origin = { repository, commit, ref, path: path.slice(1) };
  return readAction(join(root, path), { origin, reference, repository, ref: revision });
}

interface Found {
  readonly origin: FileOrigin;
  readonly reference: string;
  readonly repository: string;
  readonly ref: string;
}

async function readAction(
  directory: string,
  { origin, reference, repository, ref }: Found,
): Promise<ResolvedAction> {
  const path = ['action.yml', 'action.yaml']
    .map((name) => join(directory, name))
    .find((each) => existsSync(each));
  if (path === undefined) {
    const hint = reference.startsWith('./')
      ? ' Did you forget to run actions/checkout before running your local action?'
      : '';
    throw new ActionsError(`Can't find 'action.yml' or 'action.yaml' for ${reference}.${hint}`);
  }
  const file = await parseActionFile(readFileSync(path, 'utf8'), `${reference}/action.yml`);
  return { kind: 'file', file, directory, origin, repository, ref };
}

/** The tree of a commit, once for each job. */
function materialise(session: JobSession, repository: string, commit: string): Promise<string> {
  const key = `${repository.toLowerCase()}@${commit}`;
  const before = session.materialised.get(key);
  if (before) return before;
  const directory = join(session.directories.actions, ...repository.split('/'), commit);
  const done = (async () => {
    mkdirSync(directory, { recursive: true });
    await session.host.materialise(repository, commit, directory);
    return directory;
  })();
  session.materialised.set(key, done);
  return done;
}
