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

interface Place {
  readonly git: Git;
  readonly layout: ProjectLayout;
  /** Where symbols of a blob are remembered from run to run. */
  readonly store: Store | undefined;
  /** Called when the first program is read. */
  readonly openSymbols: OpenSymbols;
}

/** What a stored value is made by: another number, and it is made anew. */
const VERSION = 1;
/** Larger files are made by machines; what they define is not written by agents. */
const MOST_BYTES = 512 * 1024;

/** Symbols of files by blob, each program parsed once. */
export class SymbolFiles {
  readonly #place: Place;
  readonly #known = new Map<string, Promise<FileSymbols | null>>();

  constructor(place: Place) {
    this.#place = place;
  }

  /** In the order of `files`; null for what is not there, has no known language, or does not parse. */
  locate(files: readonly (VersionedPath | null)[]): Promise<(LocatedFile | null)[]> {
    return Promise.all(
      files.map(async (file) => {
        const symbols = file && (await this.#symbols(file));
        return file && symbols ? locateSymbols(file.path, symbols, this.#place.layout) : null;
      }),
    );
  }

  #symbols({ path, oid }: VersionedPath): Promise<FileSymbols | null> {
    const reader = languageOf(path)?.grammar ?? keyedFormatOf(path);
    if (!reader) return Promise.resolve(null);
    // The path says whether a file is for one system only.
    const key = `symbols-${VERSION}-${reader}-${oid}`;
    const memory = `${key} ${path}`;
    const known = this.#known.get(memory) ?? this.#remember(key, { path, oid });
    this.#known.set(memory, known);
    return known;
  }

  async #remember(key: string, file: VersionedPath): Promise<FileSymbols | null> {
    const { store } = this.#place;
    const stored = (await store?.get(key)) as { path: GitPath; symbols: FileSymbols | null } | undefined;
    if (stored?.path === file.path) return stored.symbols;
    const symbols = await this.#read(file);
    await store?.put(key, { path: file.path, symbols });
    return symbols;
  }

  async #read({ path, oid }: VersionedPath): Promise<FileSymbols | null> {
    const [blob] = await this.#place.git.blobs([oid]);
    if (!blob || blob.length > MOST_BYTES) return null;
    return (await this.#place.openSymbols()).symbols(path, blob.toString('utf8'));
  }
}
