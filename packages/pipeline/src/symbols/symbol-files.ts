import type { FileSymbols, GitPath, LocatedFile, Oid } from '@sluice/model';
import { keyedFormatOf } from '@sluice/formats';
import type { Git, Store } from '@sluice/ports';
import { languageOf, locateSymbols, type ProjectLayout } from '@sluice/syntax';

/** Reads the symbols of programs, and the keys of data. */
export interface SymbolReader {
  /** null: of no language or format that is known, or with errors. */
  symbols(path: GitPath, text: string): FileSymbols | null;
}

/** Loads the parsers, when the first file is to be read. */
export type OpenSymbols = () => Promise<SymbolReader>;

/** One version of one file. */
export interface VersionedPath {
  readonly path: GitPath;
  readonly oid: Oid;
}

/** What a change does to one program: both versions, and what of them is worth reading. */
export interface ChangedProgram {
  readonly path: GitPath;
  readonly before: Oid;
  readonly after: Oid;
  readonly excerpts: { readonly before: string; readonly after: string };
}

interface Place {
  readonly git: Git;
  readonly layout: ProjectLayout;
  /** Where symbols of a blob are remembered from run to run. */
  readonly store: Store | undefined;
  /** Called when the first program is read. */
  readonly openSymbols: OpenSymbols;
}

type Sides<T> = readonly [before: T, after: T];

/** What a stored value is made by: another number, and it is made anew. */
const VERSION = 4;
/** Larger files are made by machines; what they define is not written by agents. */
const MOST_BYTES = 512 * 1024;

/** Symbols of files by blob, each program parsed once. */
export class SymbolFiles {
  readonly #place: Place;
  readonly #known = new Map<string, Promise<unknown>>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** In the order of `files`; null for what is not there, has no known language, or does not parse. */
  locate(files: readonly (VersionedPath | null)[]): Promise<(LocatedFile | null)[]> {
    return Promise.all(
      files.map(async (file) => {
        const symbols = file && (await this.#symbols(file));
        return file && symbols ? this.#located(file.path, symbols) : null;
      }),
    );
  }

  /** Both versions of a program by their excerpts; null where those do not parse: the versions as a whole may. */
  async locateChange({ path, before, after, excerpts }: ChangedProgram): Promise<Sides<LocatedFile> | null> {
    const read = async (): Promise<Sides<FileSymbols> | null> => {
      const reader = await this.#place.openSymbols();
      const sides = [excerpts.before, excerpts.after].map((text) => reader.symbols(path, text));
      return sides[0] && sides[1] ? [sides[0], sides[1]] : null;
    };
    const key = `${keyOf(path)}-${before}-${after}`;
    const sides = await this.#once(`${key} ${path}`, () => this.#remember(key, path, read));
    return sides && [this.#located(path, sides[0]), this.#located(path, sides[1])];
  }

  #located(path: GitPath, symbols: FileSymbols): LocatedFile {
    return locateSymbols(path, symbols, this.#place.layout);
  }

  #symbols({ path, oid }: VersionedPath): Promise<FileSymbols | null> {
    if (languageOf(path) === null && keyedFormatOf(path) === null) return Promise.resolve(null);
    const key = `${keyOf(path)}-${oid}`;
    // The path says whether a file is for one system only.
    return this.#once(`${key} ${path}`, () => this.#remember(key, path, () => this.#read({ path, oid })));
  }

  #once<T>(key: string, make: () => Promise<T>): Promise<T> {
    const known = (this.#known.get(key) as Promise<T> | undefined) ?? make();
    this.#known.set(key, known);
    return known;
  }

  async #remember<T>(key: string, path: GitPath, read: () => Promise<T | null>): Promise<T | null> {
    const { store } = this.#place;
    const stored = (await store?.get(key)) as { path: GitPath; symbols: T | null } | undefined;
    if (stored?.path === path) return stored.symbols;
    const symbols = await read();
    await store?.put(key, { path, symbols });
    return symbols;
  }

  async #read({ path, oid }: VersionedPath): Promise<FileSymbols | null> {
    const [blob] = await this.#place.git.blobs([oid]);
    if (!blob || blob.length > MOST_BYTES) return null;
    return (await this.#place.openSymbols()).symbols(path, blob.toString('utf8'));
  }
}

function keyOf(path: GitPath): string {
  return `symbols-${VERSION}-${languageOf(path)?.grammar ?? keyedFormatOf(path)}`;
}
