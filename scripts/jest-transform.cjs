// Turns one TypeScript module into CommonJS for jest; types are checked by tsc, apart from the tests.
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

module.exports = {
  getCacheKey: (source, path) => createHash('sha256').update(`${version}\0${path}\0${source}`).digest('hex'),
  process(source, path) {
    const { code } = transformSync(source, {
      loader: 'ts',
      format: 'cjs',
      target: 'node24',
      sourcefile: path,
      sourcemap: 'inline',
      define: { 'import.meta.dirname': '__dirname' },
    });
    return { code };
  },
};
