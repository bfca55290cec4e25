import { OWNER_SETTINGS, ownerEnvironment } from '@sluice/adapters/git/environment';
import { GitProcesses } from '@sluice/adapters/git/git-process';

/** A repository on a forge, as a remote of git names it. */
export interface RemoteRepository {
  /** `owner/name` */
  readonly name: string;
  /** Host, with the port if there is one. */
  readonly host: string;
}

/** What the remote `origin` of a clone names; null: there is no such remote, or it is not on a host. */
export async function repositoryOf(directory: string): Promise<RemoteRepository | null> {
  const asked = await new GitProcesses().run(
    ['git', ...OWNER_SETTINGS, 'config', '--get', 'remote.origin.url'],
    { cwd: directory, env: ownerEnvironment() },
  );
  return asked.code === 0 ? readRemote(asked.stdout.toString('utf8').trim()) : null;
}

/** `https://host/owner/name.git`, `ssh://git@host/owner/name` and `git@host:owner/name`. */
export function readRemote(url: string): RemoteRepository | null {
  const form =
    /^(?:https?|ssh|git):\/\/(?:[^@/\s]*@)?([\w.-]+(?::\d+)?)\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url) ??
    /^(?:[^@/\s]+@)?([\w.-]+):([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(url);
  return form ? { host: form[1]!, name: form[2]! } : null;
}
