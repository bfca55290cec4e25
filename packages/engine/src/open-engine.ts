import { loadSyntax } from '@sluice/adapters/syntax/load-syntax';
import { mergeFormat } from '@sluice/formats';
import {
  checkProgram,
  findLoss,
  mergeFile,
  objectionText,
  readProgram,
  type FileSides,
  type Loss,
  type MergedFile,
  type MergeTools,
} from '@sluice/merge';
import { outlineOf, symbolsOf, type SyntaxReader } from '@sluice/syntax';

/** What merges contended files, its parsers loaded. */
export interface Engine {
  /** Deterministic: the same sides give the same answer in every process. */
  merge(sides: FileSides): MergedFile;
  /**
   * The same where tests come after it: a file whose keys or entries can all be kept is merged even where people often
   * make something else of such files, as long as nothing is lost.
   */
  mergeBeforeTests(sides: FileSides): MergedFile;
  /** Whether the text is well-formed, judged by its path; null: of no language or format that is known. */
  parses(path: string, text: string): boolean | null;
  /** What a program defines, uses, imports and claims; null: of no language that is known, or with errors. */
  symbols(path: string, text: string): ReturnType<typeof symbolsOf>;
  /** What this result of a merge loses of what the sides did, one phrase each; nothing: it is sound. */
  findLoss(sides: FileSides, result: string): readonly string[];
}

/** Loads what the engine needs; a program does so once. */
export async function openEngine(): Promise<Engine> {
  const tools = { syntax: await loadSyntax() };
  return {
    merge: (sides) => mergeFile(sides, tools),
    mergeBeforeTests: (sides) => mergeBeforeTests(sides, tools),
    parses: (path, text) => parses(path, text, tools.syntax),
    symbols: (path, text) => {
      const tree = tools.syntax.read(path, text);
      return tree && symbolsOf(outlineOf(tree), path);
    },
    findLoss: (sides, result) => {
      const program = readProgram(sides, tools.syntax);
      const objections = program ? checkProgram(program, result, tools.syntax).map(objectionText) : [];
      return [...objections, ...findLoss(sides, result).map(lossText)];
    },
  };
}

function mergeBeforeTests(sides: FileSides, tools: MergeTools): MergedFile {
  const { path, base, ours, theirs } = sides;
  const merged = mergeFile(sides, tools);
  if (merged.kind === 'merged' || ours === null || theirs === null) return merged;
  const format = mergeFormat(path, base, ours, theirs);
  return format?.kind === 'merged' && findLoss(sides, format.text).length === 0 ? format : merged;
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

function lossText({ kind, side, line }: Loss): string {
  return kind === 'dropped' ? `would lose a line of ${side}: ${line}` : `would have a line twice: ${line}`;
}
