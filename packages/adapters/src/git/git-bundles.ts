import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Fault } from '@sluice/model';
import type { Bundles, Ref } from '@sluice/ports';
import { neutralEnvironment } from './environment.ts';
import { gitFault, GitProcesses, type GitRun } from './git-process.ts';
import { decodeRefLines } from './ref-reader.ts';

const CHECKED = [
  '-c',
  'transfer.fsckObjects=true',
  '-c',
  'protocol.file.allow=always',
  '-c',
  'core.hooksPath=/dev/null',
];

/** As fetches of ours are: what old histories have is let through. */
const STRICT = `--strict=${['zeroPaddedFilemode', 'missingSpaceBeforeDate', 'badTimezone', 'missingEmail'].map((name) => `${name}=ignore`).join(',')}`;

/** The port `Bundles` on a bare repository of our own. */
export class GitBundles implements Bundles {
  readonly #gitDir: string;
  readonly #processes: GitProcesses;

  constructor(gitDir: string, processes = new GitProcesses()) {
    this.#gitDir = gitDir;
    this.#processes = processes;
  }

  async write(refs: readonly Ref[], maxBytes: number): Promise<Buffer> {
    return this.#withFile(async (file) => {
      // One thread: the order of the deltas, and so the bytes, do not depend on the machine.
      const command = ['-c', 'pack.threads=1', 'bundle', 'create', '--quiet', file, '--stdin'];
      await this.#git(command, `${refs.map(({ name }) => name).join('\n')}\n`);
      const { size } = statSync(file);
      if (size > maxBytes) throw tooLarge(size, maxBytes);
      return readFileSync(file);
    });
  }

  async read(bundle: Buffer): Promise<readonly Ref[]> {
    return this.#withFile(async (file) => {
      writeFileSync(file, bundle, { mode: 0o600 });
      const heads = await this.#git(['bundle', 'list-heads', file]);
      // No fetch from a bundle checks its objects before git 2.46, whatever the settings say: they are checked, and
      // taken in, on their own first.
      await this.#git(['index-pack', '--stdin', '--fix-thin', STRICT], packOf(bundle));
      const options = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules'];
      await this.#git([...CHECKED, 'fetch', ...options, file, '+refs/heads/*:refs/heads/*']);
      return decodeRefLines(heads.stdout);
    });
  }

  async #withFile<T>(work: (file: string) => Promise<T>): Promise<T> {
    const file = join(this.#gitDir, `objects-${randomUUID()}.bundle`);
    try {
      return await work(file);
    } finally {
      rmSync(file, { force: true });
    }
  }

  async #git(command: readonly string[], input: string | Buffer = ''): Promise<GitRun> {
    const ran = await this.#processes.run(['git', ...command], {
      env: neutralEnvironment(this.#gitDir),
      input,
    });
    if (ran.code !== 0)
      throw gitFault(
        command.find((word) => !/^-|=/.test(word))!,
        ran,
      );
    return ran;
  }
}

/** A bundle is lines of text, an empty line and a pack: https://git-scm.com/docs/gitformat-bundle */
function packOf(bundle: Buffer): Buffer {
  return bundle.subarray(bundle.indexOf('\n\n') + 2);
}

function tooLarge(size: number, maxBytes: number): Fault {
  const mb = (bytes: number): string => (bytes / 1_048_576).toFixed(0);
  return new Fault(
    'OBJECTS_TOO_LARGE',
    `The git objects of this run are ${mb(size)} MiB; the policy allows ${mb(maxBytes)} MiB from job to job.`,
    'Raise `admission: objects-mb` in .sluice.yml, or run everything in one job with the action at the root.',
  );
}
