/** One text that outlives runs and that several processes change, without losing what another wrote. */
export interface StateFile {
  /** For people. */
  readonly place: string;
  /** null: there is none yet. */
  read(): Promise<string | null>;
  /** What other machines keep of the same, as far as it has come here. */
  others(): Promise<readonly string[]>;
  /** Writes `to` if the content is still `from`; false: another process was faster, and nothing was written. */
  replace(from: string | null, to: string): Promise<boolean>;
  /** Keeps a content that cannot be used out of the way; where it is then, for people. */
  keepAside(content: string): Promise<string>;
}
