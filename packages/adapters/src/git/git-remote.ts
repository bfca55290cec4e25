import { encodeGitText, Fault, type Oid } from '@sluice/model';
import type { Ref, Remote } from '@sluice/ports';
import { decodeRefLines } from './ref-reader.ts';
import { GitProcesses, type GitRun } from './git-process.ts';
import { remoteEnvironment, type RemotePlace } from './remote-environment.ts';

/** Arguments on one command line; more heads are fetched in several goes. */
const HEADS_PER_FETCH = 200;

/** The port `Remote`: a bare repository of ours and a forge that git talks to over HTTP. */
export class GitRemote implements Remote {
  readonly #gitDir: string;
  readonly #place: RemotePlace;
  readonly #processes: GitProcesses;

  constructor(gitDir: string, place: RemotePlace, processes = new GitProcesses()) {
    this.#gitDir = gitDir;
    this.#place = place;
    this.#processes = processes;
  }

  async branches(): Promise<readonly Ref[]> {
    const ran = await this.#git(['ls-remote', '--quiet', '--refs', this.#place.url, 'refs/heads/*']);
    if (ran.code !== 0) throw this.#fault('ls-remote', ran);
    return decodeRefLines(ran.stdout);
  }

  async fetch(wanted: readonly Ref[]): Promise<void> {
    const oids = [...new Set(wanted.map(({ oid }) => oid))];
    for (let i = 0; i < oids.length; i += HEADS_PER_FETCH) {
      await this.#fetchCommits(oids.slice(i, i + HEADS_PER_FETCH));
    }
    const ran = await this.#processes.run(['git', 'update-ref', '--stdin', '-z'], {
      env: remoteEnvironment(this.#gitDir, this.#place),
      // Whatever was there: the refs of a repository of our own are what was asked for last.
      input: encodeGitText(
        ['start\0', ...wanted.map(({ name, oid }) => `update ${name}\0${oid}\0\0`), 'commit\0'].join(''),
      ),
    });
    if (ran.code !== 0) throw this.#fault('update-ref', ran);
  }

  async push({ ref, from, to }: { ref: string; from: Oid | null; to: Oid | null }): Promise<'done' | 'lost'> {
    const lease = `--force-with-lease=${ref}:${from ?? ''}`;
    const ran = await this.#git([
      'push',
      '--quiet',
      '--porcelain',
      '--no-verify',
      '--atomic',
      lease,
      this.#place.url,
      `${to ?? ''}:${ref}`,
    ]);
    if (ran.code === 0) return 'done';
    const said = ran.stdout.toString('utf8') + ran.stderr;
    if (/repository rule violations|protected branch hook declined/.test(said)) throw this.#ruled(ref, ran);
    if (/stale info|\[rejected\]|cannot lock ref|fetch first|non-fast-forward/.test(said)) return 'lost';
    throw this.#fault('push', ran);
  }

  /** By commit id, so that what arrives is what was asked for, wherever the branch is by now. */
  async #fetchCommits(oids: readonly Oid[]): Promise<void> {
    const ran = await this.#git([
      'fetch',
      '--quiet',
      '--no-tags',
      '--no-write-fetch-head',
      '--no-auto-gc',
      '--no-recurse-submodules',
      this.#place.url,
      ...oids,
    ]);
    if (ran.code !== 0) throw this.#fault('fetch', ran);
  }

  #git(command: readonly string[]): Promise<GitRun> {
    return this.#processes.run(['git', ...command], { env: remoteEnvironment(this.#gitDir, this.#place) });
  }

  #ruled(ref: string, ran: GitRun): Fault {
    return new Fault(
      'FORGE_DENIED',
      `A ruleset refuses the push to ${ref}: ${firstLines(ran.stderr)}`,
      'Let the account of the token go around the ruleset for its own branches: `sluice doctor` prints one.',
    );
  }

  #fault(command: string, ran: GitRun): Fault {
    const said = firstLines(ran.stderr) || `exit status ${ran.code}`;
    const denied = /Authentication failed|could not read Username|403|Permission to .* denied/.test(said);
    return denied
      ? new Fault(
          'FORGE_DENIED',
          `git ${command}: ${said}`,
          'The token needs contents: read to fetch, and contents: write to push.',
        )
      : new Fault('REMOTE_FAILED', `git ${command}: ${said}`, 'Re-run this job: nothing was left half done.');
  }
}

function firstLines(text: string): string {
  return text.trim().split('\n').slice(0, 4).join(' · ');
}
