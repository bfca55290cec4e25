// The workflow files of a commit, read once: a commit never changes.
import type { RunnerHost } from '../host.ts';

export interface WorkflowText {
  /** `.github/workflows/x.yml` */
  readonly path: string;
  readonly content: string;
}

const FOLDER = '.github/workflows';
const COMMITS_KEPT = 64;

export class WorkflowFiles {
  #host: RunnerHost;
  #known = new Map<string, Promise<readonly WorkflowText[]>>();

  constructor(host: RunnerHost) {
    this.#host = host;
  }

  /** In the order of their names. */
  of(repository: string, commit: string): Promise<readonly WorkflowText[]> {
    const key = `${repository}@${commit}`;
    const known = this.#known.get(key) ?? this.#read(repository, commit);
    this.#known.set(key, known);
    for (const oldest of [...this.#known.keys()].slice(0, Math.max(0, this.#known.size - COMMITS_KEPT))) {
      this.#known.delete(oldest);
    }
    // What could not be read may be there the next time.
    known.catch(() => this.#known.delete(key));
    return known;
  }

  async #read(repository: string, commit: string): Promise<WorkflowText[]> {
    const names = await this.#host.listFiles(repository, commit, FOLDER);
    const paths = names.filter((name) => /\.ya?ml$/.test(name)).map((name) => `${FOLDER}/${name}`);
    const files = await Promise.all(
      paths.toSorted().map(async (path) => {
        const content = await this.#host.readFile(repository, commit, path);
        return content === null ? [] : [{ path, content: content.toString('utf8') }];
      }),
    );
    return files.flat();
  }
}
