// The toolkit with an action built from sources in which one thing is taken out: what an attack succeeds against, so that
// its test is known to be able to fail.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { BUNDLES } from '../../../scripts/build/bundles.ts';
import { writeBundle } from '../../../scripts/build/write-bundle.ts';
import { directory } from '../sandboxed.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** One place of a source file; `from` has to stand there exactly once. */
export interface Weakness {
  /** From the root of the repository. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A checkout to start a forge with. The caller removes it, with all other directories of the test. */
export async function weakenedToolkit(
  actions: string | readonly string[],
  weaknesses: readonly Weakness[],
): Promise<string> {
  const checkout = directory();
  for (const part of ['action.yml', 'actions', 'dist', '.github/workflows'])
    cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
  for (const action of [actions].flat()) {
    const bundle = BUNDLES.find(({ entry }) => entry === `actions/${action}/index.ts`)!;
    await writeBundle(bundle, ROOT, join(checkout, 'dist'), [weaken(weaknesses)]);
  }
  return checkout;
}

function weaken(weaknesses: readonly Weakness[]): Plugin {
  return {
    name: 'weaken',
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const here = weaknesses.filter(({ file }) => path === join(ROOT, file));
        if (here.length === 0) return null;
        const contents = here.reduce(weakened, readFileSync(path, 'utf8'));
        return { contents, loader: 'ts' };
      });
    },
  };
}

function weakened(text: string, { file, from, to }: Weakness): string {
  if (text.split(from).length !== 2) throw new Error(`${file} does not say once: ${from}`);
  return text.replace(from, () => to);
}
