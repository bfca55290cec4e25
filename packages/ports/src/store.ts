/** Small JSON values that outlive a run. A value that cannot be read is a value that is not there. */
export interface Store {
  get(key: string): Promise<unknown>;
  /** Atomic: a reader sees the old value or the new one. */
  put(key: string, value: unknown): Promise<void>;
}

/** Directories that outlive a run: made once, then only read. */
export interface DirectoryStore {
  /** The directory of that key if it was made before, or if `make` says that it filled the one it was given. */
  obtain(key: string, make: (directory: string) => Promise<boolean>): Promise<StoredDirectory | null>;
}

export interface StoredDirectory {
  readonly path: string;
  /** Whether it has this file or directory. */
  has(name: string): boolean;
}
