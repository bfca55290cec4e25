import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'run-late';

/**
 * Lets packages wait: the code of each is run when a name of it is first used, not when the bundle starts. For CommonJS
 * packages, which say by themselves what names they have; those of ES modules stand in one scope with all else.
 */
export function runLate(packages: readonly string[]): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      if (packages.length === 0) return;
      build.onResolve({ filter: /^[@\w]/ }, ({ path, namespace, resolveDir }) =>
        namespace !== NAMESPACE && packages.includes(path)
          ? { path, namespace: NAMESPACE, pluginData: resolveDir as unknown }
          : null,
      );
      build.onLoad({ filter: /./, namespace: NAMESPACE }, ({ path, pluginData }) => {
        const resolveDir = pluginData as string;
        return { contents: standIn(path, resolveDir), resolveDir };
      });
    },
  };
}

/** A module with the names of the package, each of them a question to it. */
function standIn(name: string, directory: string): string {
  const real = createRequire(join(directory, 'any'))(name) as object;
  const names = Object.keys(real).map((each) => JSON.stringify(each));
  return names
    .map(
      (each) => `Object.defineProperty(exports, ${each}, { enumerable: true, get: () => real()[${each}] });`,
    )
    .concat(`const real = () => require(${JSON.stringify(name)});`)
    .join('\n');
}
