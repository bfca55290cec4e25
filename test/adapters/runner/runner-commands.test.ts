// What is written for the runner is read back by the client that GitHub publishes for the same job, and by the runner's
// own rules: no value ends its command early, or starts another.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import fc from 'fast-check';
import {
  readInput,
  runnerCommand,
  writeOutput,
  writeSummary,
} from '../../../packages/adapters/src/runner/runner-commands.ts';

let directory: string;
let printed: string[];
const before = { ...process.env };

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sluice-commands-'));
  printed = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(String(text));
    return true;
  });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...before };
  rmSync(directory, { recursive: true });
});

/** The file that the runner names in a variable, empty as it is for each step. */
function runnerFile(variable: string): string {
  const file = join(directory, variable);
  writeFileSync(file, '');
  process.env[variable] = file;
  return file;
}

test.each([
  ['debug', core.debug],
  ['notice', core.notice],
  ['warning', core.warning],
  ['error', core.error],
] as const)('%s is what the published client prints', (name, published) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      printed.length = 0;
      runnerCommand(name, text);
      published(text);
      expect(printed[0]).toBe(printed[1]);
      expect(printed[0]!.split(/[\r\n]/)).toHaveLength(2);
    }),
  );
});

test('a title and a secret are what the published client prints', () => {
  const hostile = 'a,b:c%0A::error::\r\nd';
  runnerCommand('error', 'x', hostile);
  core.error('x', { title: hostile });
  runnerCommand('add-mask', hostile);
  core.setSecret(hostile);
  expect([printed[0], printed[2]]).toEqual([printed[1], printed[3]]);
});

test('an output comes back whole, whatever it holds, and is the only one that is set', () => {
  const file = runnerFile('GITHUB_OUTPUT');
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '<<', '\n', 'delimiter_', '=', 'digest') }),
      (value) => {
        writeFileSync(file, '');
        writeOutput('digest', value);
        const [head, ...lines] = readFileSync(file, 'utf8').split('\n');
        const [name, delimiter] = head!.split('<<');
        const end = lines.indexOf(delimiter!);
        expect([name, lines.slice(0, end).join('\n'), lines.slice(end + 1)]).toEqual(['digest', value, ['']]);
      },
    ),
  );
});

test('nobody can guess the end of an output', () => {
  const file = runnerFile('GITHUB_OUTPUT');
  for (let round = 0; round < 20; round += 1) writeOutput('x', 'y');
  const ends = readFileSync(file, 'utf8').match(/(?<=<<).+/g)!;
  expect(new Set(ends).size).toBe(20);
});

test('without a file of the runner an output is a fault, and a page is nothing', () => {
  delete process.env['GITHUB_OUTPUT'];
  delete process.env['GITHUB_STEP_SUMMARY'];
  expect(() => writeOutput('x', 'y')).toThrow('GITHUB_OUTPUT');
  expect(() => writeSummary('# Page')).not.toThrow();
});

test('an input is found as the runner names it', () => {
  process.env['INPUT_PR-TOKEN'] = ' secret\n';
  expect([readInput('pr-token'), readInput('pr-token')]).toEqual(['secret', core.getInput('pr-token')]);
  expect(readInput('token-that-is-not-there')).toBe('');
});
