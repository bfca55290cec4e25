import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GRAMMARS, type GrammarName } from '@sluice/syntax';

/** A file of the parser: what it is called beside a bundle, and where it comes from below `node_modules`. */
export interface SyntaxFile {
  readonly name: string;
  readonly source: string;
}

export const RUNTIME: SyntaxFile = {
  name: 'web-tree-sitter.wasm',
  source: 'web-tree-sitter/web-tree-sitter.wasm',
};

export function grammarFile(grammar: GrammarName): SyntaxFile {
  const name = `tree-sitter-${grammar}.wasm`;
  return { name, source: `@vscode/tree-sitter-wasm/wasm/${name}` };
}

/** Everything that has to lie in the folder `syntax` beside the folders of the bundles. */
export const SYNTAX_FILES: readonly SyntaxFile[] = [RUNTIME, ...GRAMMARS.map(grammarFile)];

/** The path of a file of the parser. */
export type FindSyntaxFile = (file: SyntaxFile) => string;

/** `../syntax/` as seen from the running bundle, or the installed packages when there is no bundle. */
export function findSyntaxFiles(from: string = dirname(realpathSync(process.argv[1]!))): FindSyntaxFile {
  const bundled = join(from, '..', 'syntax');
  if (existsSync(join(bundled, RUNTIME.name))) return ({ name }) => join(bundled, name);
  return ({ source }) => installed(from, source);
}

/** Looks for it as `require` would; where it is not found, the path at which it was looked for last. */
function installed(from: string, source: string): string {
  for (let at = from; ; at = dirname(at)) {
    const candidate = join(at, 'node_modules', source);
    if (existsSync(candidate) || at === dirname(at)) return candidate;
  }
}
