import { join } from 'node:path';
import { conclusions, Forge, jobOf } from '../support/forge.ts';
import { GitServer } from '../support/git-server.ts';

let forge: Forge;

beforeEach(() => {
  forge = new Forge();
});

afterEach(() => forge.remove());

test('shells, working directories and defaults', async () => {
  const run = await forge.runOne(`
on: push
defaults: { run: { shell: sh } }
jobs:
  unnamed: { runs-on: ubuntu-24.04, defaults: { run: { shell: 'bash -e {0}' } }, steps: [{ run: 'false | true; echo no pipefail' }] }
  named: { runs-on: ubuntu-24.04, steps: [{ run: 'false | true', shell: bash }] }
  sh: { runs-on: ubuntu-24.04, steps: [{ run: 'echo "$0" | grep -q "\\.sh$" && test -z "$BASH_VERSION"' }] }
  folder:
    runs-on: ubuntu-24.04
    defaults: { run: { working-directory: a/b } }
    steps:
      - { run: mkdir -p a/b, working-directory: . }
      - { run: 'test "$PWD" = "$GITHUB_WORKSPACE/a/b"' }
  missing: { runs-on: ubuntu-24.04, steps: [{ run: 'true', working-directory: nowhere }] }
  windows: { runs-on: ubuntu-24.04, steps: [{ run: 'true', shell: pwsh }] }
  quotes:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          cat <<'END'
          'single' "double" {brace} \${{ github.ref_name }} it''s
            deeper
          END
      - run: echo "\${{ format('it''s {0} and ''{1}''', 'a', 'b') }}"
`);
  expect(conclusions(run)).toEqual({
    unnamed: 'success',
    named: 'failure',
    sh: 'success',
    folder: 'success',
    missing: 'failure',
    windows: 'failure',
    quotes: 'success',
  });
  expect(jobOf(run, 'missing').log).toContain('does not exist');
  expect(jobOf(run, 'windows').log).toContain("'pwsh' is not supported");
  expect(jobOf(run, 'quotes').log).toMatch(/^'single' "double" {brace} main it''s\n {2}deeper$/m);
  expect(jobOf(run, 'quotes').log).toMatch(/^it's a and 'b'$/m);
});

test('checkout fetches over HTTP with the token of the job, and leaves no credential behind', async () => {
  const server = new GitServer(join(forge.directory, 'repositories'));
  forge.host.serverUrl = await server.start();
  try {
    const other = forge.commit({ 'other.txt': 'other' }, 'main', 'octo/other');
    const run = await forge.runOne(
      `
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: 'test "\${{ hashFiles(''**/*.txt'') }}" = ""'
      - uses: actions/checkout@v5
        id: out
      - uses: actions/checkout@${'a'.repeat(40)}
        with: { repository: octo/other, ref: ${other}, path: nested, persist-credentials: false, fetch-depth: 0 }
      - uses: actions/setup-node@v5
        with: { node-version: 24 }
      - run: |
          test "$(git rev-parse HEAD)" = "$GITHUB_SHA" && test "$(git branch --show-current)" = main
          test "$(cat nested/other.txt)" = other
          test "$(node -p process.execPath)" = '${process.execPath}'
          git config --get-regexp extraheader | cut -d' ' -f1; git -C nested config --get-regexp extraheader || echo none
      - uses: ./tool
        with: { commit: '\${{ steps.out.outputs.commit }}' }
      - run: 'echo "hash \${{ hashFiles(''*.txt'', ''!b.txt'') }}"'
`,
      {
        'a.txt': 'a',
        'b.txt': 'b',
        'tool/action.yml':
          'name: T\ndescription: T\ninputs: { commit: { description: c } }\nruns: { using: node24, main: m.js }\n',
        'tool/m.js': "console.log('tool got ' + process.env.INPUT_COMMIT)",
      },
    );
    expect(run.annotations).toEqual([]);
    const { log, id, steps } = jobOf(run, 'a');
    expect(log).toContain(`tool got ${run.record.headSha}`);
    expect(log).toContain(`http.${forge.host.serverUrl}/.extraheader\nnone`);
    // sha256(sha256('a'))
    expect(log).toContain('hash bf5d3affb73efd2ec6c36ad3112dd933efed63c4e1cbffcfa88e2759c144f2d8');
    expect(new Set(server.seen)).toEqual(new Set([`ghs_token_of_job_${id}`]));
    expect(log).not.toContain(Buffer.from(`x-access-token:ghs_token_of_job_${id}`).toString('base64'));
    expect(steps.map(({ name }) => name)).toContain('Post Run actions/checkout');
  } finally {
    await server.stop();
  }
});
