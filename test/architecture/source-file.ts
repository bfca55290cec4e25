import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build, type Loader, type Plugin } from 'esbuild';

export const ROOT = join(import.meta.dirname, '../..');

/** One `import`, `export … from` or `import()` of a source file, of types too. */
export interface SourceImport {
  readonly from: string;
  /** As written. */
  readonly specifier: string;
}

/** TypeScript files below a folder of the repository, from its root, sorted. */
export function sourceFiles(folder: string): string[] {
  const entries = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.ts'));
  const paths = files.map((entry) => relative(ROOT, join(entry.parentPath, entry.name)));
  return paths.filter((path) => !path.includes('node_modules/')).toSorted();
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** Every import of the files, read by a parser, so that text inside strings does not count. */
export async function importsOf(files: readonly string[]): Promise<SourceImport[]> {
  const found: SourceImport[] = [];
  await build({
    absWorkingDir: ROOT,
    entryPoints: [...files],
    bundle: true,
    write: false,
    outdir: 'unused',
    format: 'esm',
    logLevel: 'silent',
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
    plugins: [recorder(found)],
  });
  return found;
}

function recorder(found: SourceImport[]): Plugin {
  return {
    name: 'record-imports',
    setup(context) {
      context.onResolve({ filter: /./ }, ({ kind, importer, path }) => {
        if (kind === 'entry-point') return undefined;
        found.push({ from: relative(ROOT, importer), specifier: path });
        return { path, external: true };
      });
      context.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        return { contents: keepTypeImports(readFileSync(path, 'utf8')), loader: 'ts' satisfies Loader };
      });
    },
  };
}

/** esbuild drops imports of types alone; without the word `type` it reports them like any other. */
function keepTypeImports(source: string): string {
  return source.replace(/^import type (?=[\w{*])/gm, 'import ').replace(/^export type (?=[{*])/gm, 'export ');
}
