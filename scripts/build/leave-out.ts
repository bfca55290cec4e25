import type { Plugin } from 'esbuild';
import { packageOfSpecifier } from './notices.ts';

const NAMESPACE = 'left-out';

/**
 * Puts an empty module in the place of packages that a dependency imports and this bundle never uses: what is not in it,
 * nothing can make it do. Whoever does reach for one gets a TypeError.
 */
export function leaveOut(packages: readonly string[]): Plugin {
  return {
    name: NAMESPACE,
    setup(build) {
      if (packages.length === 0) return;
      build.onResolve({ filter: /^[@\w]/ }, ({ path }) =>
        packages.includes(packageOfSpecifier(path))
          ? { path: packageOfSpecifier(path), namespace: NAMESPACE }
          : null,
      );
      build.onLoad({ filter: /./, namespace: NAMESPACE }, () => ({ contents: 'module.exports = {};' }));
    },
  };
}
