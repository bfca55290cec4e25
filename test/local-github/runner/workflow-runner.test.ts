import { conclusions, Forge, jobOf } from './support/forge.ts';

let forge: Forge;

beforeEach(() => {
  forge = new Forge();
});

afterEach(() => forge.remove());

test('jobs run in the order of their needs and hand each other outputs', async () => {
  const run = await forge.runOne(`
name: CI
on: push
env: { GREETING: hello }
jobs:
  make:
    runs-on: ubuntu-24.04
    outputs:
      list: \${{ steps.list.outputs.list }}
      text: \${{ steps.list.outputs.text }}
    steps:
      - id: list
        run: |
          echo 'list=[1,2]' >> "$GITHUB_OUTPUT"
          cat >> "$GITHUB_OUTPUT" <<'END'
          text<<EOF
          \${{ env.GREETING }}
            world
          EOF
          END
  use:
    needs: make
    runs-on: ubuntu-24.04
    strategy:
      matrix:
        n: \${{ fromJSON(needs.make.outputs.list) }}
    outputs:
      last: \${{ matrix.n == 2 && 'two' || '' }}
    steps:
      - run: test "$TEXT" = "$(printf 'hello\\n  world')"
        env: { TEXT: '\${{ needs.make.outputs.text }}' }
      - if: matrix.n == 1
        run: echo "only one"
  end:
    needs: [make, use]
    runs-on: ubuntu-24.04
    if: needs.use.outputs.last == 'two'
    steps:
      - run: echo "$GITHUB_JOB of $GITHUB_WORKFLOW at $GITHUB_SHA"
`);
  expect(run.annotations).toEqual([]);
  expect(conclusions(run)).toEqual({
    make: 'success',
    'use {"n":1}': 'success',
    'use {"n":2}': 'success',
    end: 'success',
  });
  expect(run).toMatchObject({ conclusion: 'success', name: 'CI' });
  expect(jobOf(run, 'end').log).toContain(`end of CI at ${run.record.headSha}`);
  expect(jobOf(run, 'use {"n":1}').log).toContain('only one');
  expect(jobOf(run, 'use {"n":2}').log).not.toContain('only one');
  expect(jobOf(run, 'use {"n":2}').name).toBe('use (2)');
  expect(forge.leftOvers()).toEqual([]);
  expect(forge.host.open.size).toBe(0);
});
