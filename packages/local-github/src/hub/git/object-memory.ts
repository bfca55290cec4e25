/** How many files are remembered; the oldest goes first. */
const FILES = 500;

/** What was read of the objects of one repository: they never change, and none leaves it. */
export class ObjectMemory {
  readonly #commits = new Set<string>();
  readonly #files = new Map<string, Promise<Buffer | null>>();

  /** Whether this is the full id of a commit that was seen. */
  hasCommit(oid: string): boolean {
    return this.#commits.has(oid);
  }

  sawCommit(oid: string): void {
    this.#commits.add(oid);
  }

  /** A file of a commit, read once. `commit` is a full id: names move. */
  file(commit: string, path: string, read: () => Promise<Buffer | null>): Promise<Buffer | null> {
    const key = `${commit}:${path}`;
    const known = this.#files.get(key);
    if (known !== undefined) return known;
    const reading = read();
    this.#files.set(key, reading);
    // What could not be read may be there the next time.
    reading.catch(() => this.#files.delete(key));
    if (this.#files.size > FILES) this.#files.delete([...this.#files.keys()][0]!);
    return reading;
  }
}
