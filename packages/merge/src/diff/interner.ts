/** Gives equal strings equal small numbers, so that sequences are compared as numbers. */
export class Interner {
  readonly #ids = new Map<string, number>();
  readonly #words: string[] = [];

  /** By number. */
  get words(): readonly string[] {
    return this.#words;
  }

  idOf(word: string): number {
    const known = this.#ids.get(word);
    if (known !== undefined) return known;
    const id = this.#words.length;
    this.#ids.set(word, id);
    this.#words.push(word);
    return id;
  }

  /** The number of a string that has one. */
  find(word: string): number | undefined {
    return this.#ids.get(word);
  }

  idsOf(words: readonly string[]): Int32Array {
    const ids = new Int32Array(words.length);
    for (let i = 0; i < words.length; i++) ids[i] = this.idOf(words[i]!);
    return ids;
  }
}
