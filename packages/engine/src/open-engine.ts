import { loadSyntax } from '@sluice/adapters/syntax/load-syntax';
import {
  isApart,
  mergeFile,
  objectionsTo,
  readOnce,
  type Experience,
  type FileSides,
  type MergedFile,
} from '@sluice/merge';
import { outlineOf, symbolsOf, type SyntaxReader } from '@sluice/syntax';
import { mergeBeforeTests } from './merge-before-tests.ts';
import { keySymbols } from './key-symbols.ts';
import { readSingly } from './read-singly.ts';

/** What merges contended files, its parsers loaded. */
export interface Engine {
  /** Deterministic: the same sides give the same answer in every process. */
  merge(sides: FileSides): MergedFile;
  /**
   * The same where tests come after it: what can be kept whole of both sides, by declarations or by keys, is merged even
   * where people often make something else of such files, as long as nothing is lost; and by how methods fared in the
   * repository, where that is known.
   */
  mergeBeforeTests(sides: FileSides, experience?: Experience): MergedFile;
  /** Whether the text is well-formed, judged by its path; null: of no language or format that is known. */
  parses(path: string, text: string): boolean | null;
  /**
   * What a program defines, uses, imports and claims, and what keys a data file has; null: of no language or format that
   * is known, or with errors.
   */
  symbols(path: string, text: string): ReturnType<typeof symbolsOf>;
  /** What this result of a merge loses of what the sides did, one phrase each; nothing: it is sound. */
  findLoss(sides: FileSides, result: string): readonly string[];
  /** The same of what git merged without a conflict, as one branch after another is. */
  findSilentLoss(sides: FileSides, result: string): readonly string[];
}

/** In UTF-16 units: the versions of some dozen files, in trees of about 40 MB. */
const REMEMBERED = 4_000_000;

let opened: Promise<Engine> | null = null;

/** Loads what the engine needs, once for the whole program: parsers that are left to be collected take others along. */
export function openEngine(): Promise<Engine> {
  return (opened ??= load());
}

async function load(): Promise<Engine> {
  const tools = { syntax: await loadSyntax() };
  const onTheWay = { syntax: readSingly(tools.syntax, REMEMBERED) };
  return {
    merge: (sides) => mergeFile(sides, tools),
    mergeBeforeTests: (sides, experience) =>
      mergeBeforeTests(sides, experience ? { ...tools, experience } : tools),
    parses: (path, text) => parses(path, text, tools.syntax),
    symbols: (path, text) => {
      if (!tools.syntax.knows(path)) return keySymbols(path, text);
      const tree = tools.syntax.read(path, text);
      return tree && symbolsOf(outlineOf(tree), path);
    },
    findLoss: (sides, result) => objectionsTo(sides, result, readOnce(sides, tools)),
    findSilentLoss: (sides, result) =>
      isApart(sides, result, onTheWay.syntax) ? [] : objectionsTo(sides, result, readOnce(sides, onTheWay)),
  };
}

function parses(path: string, text: string, syntax: SyntaxReader): boolean | null {
  if (syntax.knows(path)) return syntax.read(path, text) !== null;
  if (!path.endsWith('.json')) return null;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
