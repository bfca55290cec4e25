import { dirname, join, posix, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import type { Bundle } from './bundles.ts';

const NAMESPACE = 'part-left-out';
const OWN_PACKAGE = /^@sluice\/([^/]+)$/;

/**
 * Leaves parts out of a bundle: what imports the entry of one requires its file instead, when it is needed. So they cost
 * a start nothing, and they are kept once, however many bundles need them. For one that the bundle may not have, an
 * empty module stands in.
 *
 * A part holds packages of others alone, or functions that exchange plain values: a class of ours would be there twice,
 * and be two classes.
 */
export function partsApart(bundle: Bundle, parts: readonly Bundle[], root: string): Plugin {
  const outputs = new Map(parts.map(({ entry, output }) => [join(root, entry), output]));
  return {
    name: 'parts-apart',
    setup(build) {
      build.onResolve({ filter: /^(?:\.\.?|@sluice)\// }, ({ path, resolveDir, kind }) => {
        const own = OWN_PACKAGE.exec(path);
        const file = own ? join(root, `packages/${own[1]}/src/index.ts`) : join(resolveDir, path);
        const output = outputs.get(file);
        if (output === undefined || kind === 'entry-point') return null;
        if (!(bundle.parts ?? []).includes(output)) return { path: output, namespace: NAMESPACE };
        return { path: fromTo(bundle.output, output), external: true };
      });
      build.onLoad({ filter: /./, namespace: NAMESPACE }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}

/** `../parts/forge/index.cjs`, as the bundle has to require it. */
function fromTo(bundle: string, part: string): string {
  const path = relative(dirname(bundle), part).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${posix.normalize(path)}`;
}
