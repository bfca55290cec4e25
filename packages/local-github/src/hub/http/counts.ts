/** The kinds of requests that are counted apart. */
export const KINDS = ['rest', 'graphql', 'git', 'artifacts', 'oidc', 'blobs'] as const;
export type Kind = (typeof KINDS)[number];

export type Counts = Readonly<Record<Kind, number>> & {
  /** By operation: `checks/create`, `graphql/updateRefs`, `git/push`, `artifacts/CreateArtifact` … */
  readonly operations: Readonly<Record<string, number>>;
};

export class Counter {
  readonly #kinds = new Map<Kind, number>();
  readonly #operations = new Map<string, number>();

  count(kind: Kind, operation: string): void {
    this.#kinds.set(kind, (this.#kinds.get(kind) ?? 0) + 1);
    this.#operations.set(operation, (this.#operations.get(operation) ?? 0) + 1);
  }

  get counts(): Counts {
    const kinds = Object.fromEntries(KINDS.map((kind) => [kind, this.#kinds.get(kind) ?? 0])) as Record<
      Kind,
      number
    >;
    return { ...kinds, operations: Object.fromEntries(this.#operations) };
  }

  reset(): void {
    this.#kinds.clear();
    this.#operations.clear();
  }
}
