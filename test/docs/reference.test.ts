// The documentation must say what the code does, and name nothing that is not there.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';
import { readPolicy } from '@sluice/config';
import { FAULT_CODES, STATUSES } from '@sluice/model';
import { fillPage } from '../../scripts/docs/fill-page.ts';
import { referenceBlocks } from '../../scripts/docs/reference-blocks.ts';
import { addPolicyOptions } from '../../packages/cli/src/policy-options.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = [
  'README.md',
  'ARCHITECTURE.md',
  'SECURITY.md',
  'CONTRIBUTING.md',
  'docs/github.md',
  'docs/model.md',
  'docs/policy.md',
  'docs/result.md',
];
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** Prettier pads tables: padding says nothing. */
const unpadded = (text: string): string =>
  text
    .replace(/-{3,}/g, '---')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{2,}/g, '\n\n');

/** The first cells of the rows of the table below a heading. */
const firstCells = (page: string, heading: string): string[] => {
  const section = page.split(/^#+ /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]!);
};

test.each(['docs/policy.md', 'docs/result.md'])('the tables of %s are up to date (npm run docs)', (path) => {
  const blocks = referenceBlocks();
  expect(unpadded(fillPage(read(path), blocks))).toBe(unpadded(read(path)));
});

test('every generated table is on a page', () => {
  const pages = read('docs/policy.md') + read('docs/result.md');
  const named = [...pages.matchAll(/<!-- generated: ([\w-]+) -->/g)].map((match) => match[1]!);
  expect(named.sort()).toEqual(Object.keys(referenceBlocks()).sort());
});

test('a page that asks for a table that does not exist is an error', () => {
  expect(() => fillPage('<!-- generated: nothing -->\n<!-- end -->', {})).toThrow('nothing');
});

test('statuses and error codes are all told, and no others', () => {
  const page = read('docs/result.md');
  expect(firstCells(page, 'Statuses')).toEqual([...STATUSES]);
  expect(firstCells(page, 'Errors')).toEqual([...FAULT_CODES]);
});

test('the options that override the policy are all told, and no others', () => {
  const told = firstCells(read('docs/policy.md'), 'Options that override the file');
  const { options } = addPolicyOptions(new Command('x'));
  expect(told.map((option) => option.split(' ')[0]!).sort()).toEqual(options.map(({ long }) => long!).sort());
});

test('the example of a policy is valid and gives every key', () => {
  const example = /```yaml\n(base: [^]*?)```/.exec(read('README.md'))![1]!;
  const reading = readPolicy(example);
  expect(reading.problems).toEqual([]);
  const origins = 'effective' in reading ? Object.entries(reading.effective.origins) : [];
  expect(origins.filter(([, { from }]) => from !== 'file')).toEqual([]);
  expect(origins.length).toBeGreaterThan(10);
});

describe.each(PAGES)('%s', (path) => {
  test('links to what is there', () => {
    const links = [...read(path).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(join(ROOT, dirname(path), link)))).toEqual([]);
  });

  test('names files and tests that are there', () => {
    const named = [...read(path).matchAll(/`((?:test|scripts|packages)\/[\w./-]+)`/g)].map(
      (match) => match[1]!,
    );
    const isThere = (name: string): boolean =>
      existsSync(join(ROOT, name)) || existsSync(join(ROOT, `${name}.test.ts`));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });

  test('npm scripts that it names exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...read(path).matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!);
    // The commands of tiers are of the user's project.
    const ours = named.filter(
      (name) => path !== 'docs/policy.md' && !(path === 'README.md' && name === 'lint'),
    );
    expect(ours.filter((name) => scripts[name] === undefined)).toEqual([]);
  });
});
