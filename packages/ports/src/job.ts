/** Artifacts of the run that a job belongs to. Names are unique in a run. */
export interface RunArtifacts {
  /** Uploads one file under its own name in an artifact; one of that name from an attempt before is replaced. */
  upload(artifact: string, file: ArtifactFile): Promise<void>;
  /** The one file in it. Fault ARTIFACT_MISSING, ARTIFACT_INVALID (more files, another name, too large, digest mismatch). */
  download(artifact: string, expected: { readonly file: string; readonly maxBytes: number }): Promise<Buffer>;
}

export interface ArtifactFile {
  readonly name: string;
  readonly content: Buffer;
}

/** How a job of a workflow gets its settings and tells what came of it. */
export interface Job {
  input(name: string): string;
  output(name: string, value: string): void;
  /** Hidden in everything that is printed from now on. */
  secret(value: string): void;
  info(text: string): void;
  notice(text: string): void;
  warning(text: string): void;
  /** Ends the job as failed, when it is done. */
  fail(text: string): void;
  /** Markdown for the page of the run. */
  summary(markdown: string): Promise<void>;
  /** A token for this audience that says which workflow asks, from the forge's own issuer. */
  identityToken(audience: string): Promise<string>;
}
