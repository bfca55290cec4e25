import { readFileSync } from 'node:fs';
import { Fault } from '@sluice/model';
import { openSyntaxReader, type GrammarName, type SyntaxReader } from '@sluice/syntax';
import { Language, Parser } from 'web-tree-sitter';
import { findSyntaxFiles, grammarFile, RUNTIME, type FindSyntaxFile } from './syntax-files.ts';

/**
 * A reader for all languages. The runtime (about 8 ms) is loaded here, each grammar (2 to 8 ms) when a program of its
 * language is first read, and never otherwise.
 *
 * @param find gives the path of each file that it asks for.
 * @throws Fault FILE_UNREADABLE when a file is missing: the toolkit is not complete.
 */
export async function loadSyntax(find: FindSyntaxFile = findSyntaxFiles()): Promise<SyntaxReader> {
  await Parser.init({ wasmBinary: read(find(RUNTIME)) });
  const loaded = new Map<GrammarName, Language>();
  const grammar = (name: GrammarName): Language => {
    const known = loaded.get(name);
    if (known) return known;
    const language = Language.loadSync(compiled(read(find(grammarFile(name)))));
    loaded.set(name, language);
    return language;
  };
  return openSyntaxReader({ parser: new Parser(), grammar });
}

/** Compiled at once, but most of it only when it is first run. */
function compiled(bytes: Uint8Array): CompiledModule {
  const { WebAssembly } = globalThis as unknown as {
    WebAssembly: { Module: new (bytes: Uint8Array) => CompiledModule };
  };
  return new WebAssembly.Module(bytes);
}
type CompiledModule = Parameters<typeof Language.loadSync>[0];

function read(file: string): Buffer<ArrayBuffer> {
  try {
    return readFileSync(file);
  } catch (cause) {
    const next = 'Install the toolkit again: the folder `syntax` belongs beside its programs.';
    throw new Fault('FILE_UNREADABLE', `The parser's file ${file} cannot be read.`, next, cause);
  }
}
