import { copyFileSync, chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SYNTAX_FILES } from '../../packages/adapters/src/syntax/syntax-files.ts';
import { BUNDLES } from './bundles.ts';
import { notices, packageDirectories } from './notices.ts';
import { writeBundle } from './write-bundle.ts';

/** Folders of `dist/`, each made by the build as a whole. */
export const DIST_FOLDERS = [...new Set([...BUNDLES.map(({ output }) => output.split('/')[0]!), 'syntax'])];

/** Everything in `dist/`, below `output`. */
export async function writeDist(root: string, output: string): Promise<void> {
  for (const bundle of BUNDLES) await writeBundle(bundle, root, output);
  copySyntaxFiles(root, join(output, 'syntax'));
}

/** The parser and its grammars as they are, once for all bundles, with their licences. */
function copySyntaxFiles(root: string, directory: string): void {
  mkdirSync(directory, { recursive: true });
  for (const { name, source } of SYNTAX_FILES) {
    copyFileSync(join(root, 'node_modules', source), join(directory, name));
    chmodSync(join(directory, name), 0o644);
  }
  const sources = SYNTAX_FILES.map(({ source }) => `node_modules/${source}`);
  writeFileSync(join(directory, 'licenses.txt'), notices(root, packageDirectories(sources)));
}
