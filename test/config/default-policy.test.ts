import { DEFAULT_POLICY, globMatcher } from '@sluice/config';

function risksOf(path: string): string[] {
  return DEFAULT_POLICY.risks.filter((rule) => globMatcher(rule.paths)(path)).map((rule) => rule.name);
}

describe('the default risks', () => {
  it.each([
    ['scripts/release.sh', ['build']],
    ['packages/a/Makefile', ['build']],
    ['vite.config.ts', ['build']],
    ['app/build.gradle.kts', ['build']],
    ['db/migrations/0001_init.py', ['migration']],
    ['src/auth/login.ts', ['security']],
    ['src/AuthService.ts', ['security']],
    ['lib/token.go', ['security']],
    ['.env.production', ['security']],
    ['package.json', ['dependencies']],
    ['web/pnpm-lock.yaml', ['dependencies']],
    ['requirements-dev.txt', ['dependencies']],
    ['go.sum', ['dependencies']],
    ['services/api/Dockerfile.dev', ['infrastructure']],
    ['compose.prod.yaml', ['infrastructure']],
    ['infra/main.tf', ['infrastructure']],
    ['jest.config.js', ['test-setup']],
    ['tests/conftest.py', ['test-setup']],
    ['src/author.ts', []],
    ['src/tokenizer.ts', []],
    ['src/index.ts', []],
    ['README.md', []],
    ['docs/building.md', []],
  ])('%s: %j', (path, risks) => {
    expect(risksOf(path)).toEqual(risks);
  });
});

describe('the default protected paths', () => {
  it('hold what steers merges and runs, at any depth and in place of a directory', () => {
    const isProtected = globMatcher(DEFAULT_POLICY.protectedPaths);
    const paths = [
      '.github',
      '.github/workflows/x.yml',
      '.gitattributes',
      'a/b/.gitattributes',
      '.gitmodules',
      '.sluice.yml',
    ];
    expect(paths.filter((path) => !isProtected(path))).toEqual([]);
    expect(['src/.github/x', 'a/.sluice.yml', 'github/x'].filter(isProtected)).toEqual([]);
  });
});
