import {
  CommandReader,
  type Annotation,
} from '../../../../packages/local-github/src/runner/commands/command-reader.ts';
import { parsePairs } from '../../../../packages/local-github/src/runner/commands/command-files.ts';
import { Masks } from '../../../../packages/local-github/src/runner/commands/masks.ts';
import { Forge, jobOf } from '../support/forge.ts';

function read(...lines: string[]) {
  const seen = {
    log: [] as string[],
    annotations: [] as Annotation[],
    masks: [] as string[],
    failures: [] as string[],
  };
  const state: Record<string, string> = {};
  const reader = new CommandReader({
    log: (line) => seen.log.push(line),
    annotate: (annotation) => seen.annotations.push(annotation),
    mask: (value) => seen.masks.push(value),
    saveState: (name, value) => (state[name] = value),
    fail: (message) => seen.failures.push(message),
  });
  for (const line of lines) reader.read(line);
  return { ...seen, state };
}

test('commands are obeyed, with their escapes', () => {
  const { annotations, state, log } = read(
    '::error file=a%2Cb.ts,line=3,title=T%3A::one%0Atwo%25',
    '::warning::careful',
    '::save-state name=k::v',
    'plain :: text',
  );
  expect(annotations).toEqual([
    { level: 'failure', message: 'one\ntwo%', title: 'T:', file: 'a,b.ts', line: 3 },
    { level: 'warning', message: 'careful', title: null, file: null, line: null },
  ]);
  expect(state).toEqual({ k: 'v' });
  expect(log).toContain('plain :: text');
});

test('between stop-commands and its token nothing is a command', () => {
  const { annotations, failures } = read(
    '::stop-commands::t0ken',
    '::error::not one',
    '::other::',
    '::t0ken::',
    '::error::one',
  );
  expect(annotations.map(({ message }) => message)).toEqual(['one']);
  expect(failures).toEqual([]);
  expect(read('::stop-commands::').failures).toHaveLength(1);
  expect(read('::stop-commands::error').failures).toHaveLength(1);
});

test('commands that GitHub took away fail the step', () => {
  expect(read('::set-output name=a::b').failures.join()).toContain('GITHUB_OUTPUT');
  expect(read('::set-env name=a::b').failures.join()).toContain('GITHUB_ENV');
  expect(read('::add-matcher::x.json').failures.join()).toContain('not supported');
});

test('command files: lines, values of several lines, and what is wrong', () => {
  expect(parsePairs('a=1\nb<<E\nx\n=y\n\nE\nc=d=e\na=2\n', 'F')).toEqual({ a: '2', b: 'x\n=y\n', c: 'd=e' });
  expect(parsePairs('a=x<<y\n', 'F')).toEqual({ a: 'x<<y' });
  expect(() => parsePairs('a<<E\nx\n', 'F')).toThrow("Matching delimiter not found 'E'");
  expect(() => parsePairs('odd\n', 'F')).toThrow("Invalid format 'odd'");
  expect(() => parsePairs('=x\n', 'F')).toThrow('Name must not be empty');
});

test('a secret is hidden as it is, line by line, and in its usual disguises', () => {
  const masks = new Masks();
  masks.add('pass"word/1');
  masks.add('first line\nsecond line\n');
  const forms = ['pass"word/1', 'pass\\"word/1', 'pass%22word%2F1', 'second line'];
  for (const form of forms) expect(masks.hide(`<${form}>`)).toBe('<***>');
  for (const before of ['', 'x', 'xy', 'xyz']) {
    expect(masks.hide(Buffer.from(`${before}pass"word/1!`).toString('base64'))).toContain('***');
  }
  expect(masks.hide('nothing here')).toBe('nothing here');
});

test('secrets show nowhere, outputs that hold one are left out, and a step cannot set what is not its own', async () => {
  const forge = new Forge();
  try {
    forge.host.secretsOf[''] = { KEY: 's3cret-value' };
    const run = await forge.runOne(`
on: push
jobs:
  a:
    runs-on: ubuntu-24.04
    env: { OWN: job }
    outputs: { open: fine, closed: 'x-\${{ secrets.KEY }}' }
    steps:
      - run: |
          echo "key \${{ secrets.KEY }} token \${{ github.token }}"
          echo "::add-mask::made-up"
          echo "::notice::made-up thing"
          echo "made-up \${{ secrets.KEY }}" >> "$GITHUB_STEP_SUMMARY"
          echo "GITHUB_SHA=0000" >> "$GITHUB_ENV"
          echo "OWN=step" >> "$GITHUB_ENV"
          mkdir bin && echo 'echo tool on the path' > bin/tool && chmod +x bin/tool && pwd >/dev/null
          echo "$PWD/bin" >> "$GITHUB_PATH"
      - run: tool && echo "sha is $GITHUB_SHA" && echo "own=$OWN/\${{ env.OWN }}/$MINE" && env | cut -d= -f1 | sort | tr '\\n' ' '
        env: { MINE: '\${{ env.OWN }}' }
      - run: echo 'NODE_OPTIONS=--inspect' >> "$GITHUB_ENV"
`);
    const { log, outputs, summary, annotations } = jobOf(run, 'a');
    expect(log).not.toMatch(/s3cret-value|ghs_token/);
    expect(log).toContain('key *** token ***');
    expect(outputs).toEqual({ open: 'fine' });
    expect(summary).toBe('*** ***\n');
    expect(annotations.map(({ message }) => message)).toEqual([
      '*** thing',
      "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.",
      "Skip output 'closed' since it may contain secret.",
    ]);
    expect(log).toContain('tool on the path');
    expect(log).toContain(`sha is ${run.record.headSha}`);
    expect(log).toContain('own=step/step/step');
    const names = (log.split('\n').find((line) => line.includes('GITHUB_ACTIONS ')) ?? '').trim().split(' ');
    const others = names.filter((name) => !/^(GITHUB|RUNNER)_/.test(name));
    expect(others.toSorted()).toEqual(['CI', 'HOME', 'LANG', 'MINE', 'OWN', 'PATH', 'PWD', 'SHLVL', '_']);
    expect(forge.host.logs.get(jobOf(run, 'a').id)).toBe(log);
  } finally {
    forge.remove();
  }
});
