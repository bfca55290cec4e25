// action.yml is what a user reads and what the runner does: both have to fit the workflows, the pages and the bundles.
import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parse } from 'yaml';
import { FAULT_CODES } from '@sluice/model';
import { ACTIONS, actionTables } from '../../scripts/docs/action-tables.ts';
import { fillPage } from '../../scripts/docs/fill-page.ts';
import { ACTION_FILES, read, ROOT, stepsOf, WORKFLOWS, type Step } from '../workflows/workflow-file.ts';

interface ActionFile {
  readonly name: string;
  readonly description: string;
  readonly inputs?: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs?: Readonly<Record<string, { readonly description: string; readonly value?: string }>>;
  readonly runs: { readonly using: string; readonly main?: string; readonly steps?: readonly Step[] };
}

const action = (path: string): ActionFile => parse(read(path)) as ActionFile;
const named = (uses: string): ActionFile => action(`${uses.replace(/^\$\//, '')}/action.yml`);

/** Prettier pads tables: padding says nothing. */
const unpadded = (text: string): string =>
  text
    .replace(/-{3,}/g, '---')
    .replace(/[ \t]+/g, ' ')
    .replace(/\n{2,}/g, '\n\n');

describe.each(ACTION_FILES)('%s', (path) => {
  const { inputs = {}, outputs = {}, runs, description } = action(path);

  test('says of every input what it may be and what holds without it', () => {
    for (const [name, input] of Object.entries(inputs)) {
      expect(`${name}: ${input.description}`).toMatch(/.{40}/);
      // An input is either demanded or has a default, and the description says which.
      expect([name, input.required === true, input.default === undefined]).toEqual([
        name,
        input.default === undefined,
        input.default === undefined,
      ]);
      if (input.default !== undefined) expect(input.description).toMatch(/Default: /);
    }
  });

  test('says nothing that the runner would take for an expression', () => {
    const told = [description, ...Object.values({ ...inputs, ...outputs }).map((each) => each.description)];
    expect(told.filter((each) => each.includes('${{'))).toEqual([]);
  });

  test('runs a bundle of node 24, or steps without expressions in a shell', () => {
    if (runs.using === 'node24') {
      const bundle = normalize(join(dirname(path), runs.main!));
      expect(bundle).toBe(`dist/${dirname(path).replace('actions/', '')}/index.cjs`);
    } else {
      expect(runs.using).toBe('composite');
      expect(runs.steps!.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    }
  });
});

const callers = [
  ...WORKFLOWS.filter((path) => !path.endsWith('/ci.yml')).map(
    (path) => [path, stepsOf(path).map(([, step]) => step)] as const,
  ),
  ['action.yml', action('action.yml').runs.steps!] as const,
];

describe.each(callers)('the steps of %s', (_, steps) => {
  const own = steps.filter(({ uses }) => uses !== undefined);

  test('give inputs that there are, and all that are demanded', () => {
    expect(own.length).toBeGreaterThan(0);
    for (const { uses, with: given = {} } of own) {
      const { inputs = {} } = named(uses!);
      const required = Object.keys(inputs).filter((name) => inputs[name]!.required === true);
      expect([uses, Object.keys(given).filter((name) => !(name in inputs))]).toEqual([uses, []]);
      expect([uses, required.filter((name) => !(name in given))]).toEqual([uses, []]);
    }
  });
});

test('outputs that are read of a step are outputs of its action', () => {
  for (const [path, steps] of callers) {
    const actions = new Map(
      steps.flatMap((step) => ('id' in step && step.uses ? [[step.id as string, step.uses]] : [])),
    );
    const readOf = [...read(path).matchAll(/steps\.([\w-]+)\.outputs\.([\w-]+)/g)];
    for (const [, id, output] of readOf) {
      expect([path, id, actions.get(id!)]).toEqual([path, id, expect.any(String)]);
      expect(Object.keys(named(actions.get(id!)!).outputs ?? {})).toContain(output);
    }
  }
});

describe.each(ACTIONS)('the page of %s', (folder) => {
  const page = read(`${folder}/README.md`);

  test('has the tables that action.yml gives (npm run docs)', () => {
    expect(unpadded(fillPage(page, actionTables(folder)))).toBe(unpadded(page));
    expect(page).toContain('<!-- generated: inputs -->');
    expect(page).toContain('<!-- generated: outputs -->');
  });

  test('begins with permissions, and goes on in the one order', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    expect(headings).toEqual(['Permissions', 'What it does', 'Inputs', 'Outputs', 'Limits', 'Errors']);
  });

  test('explains error codes that there are', () => {
    const codes = [...page.matchAll(/^\| `([A-Z_]+)`/gm)].map((match) => match[1]!);
    expect(codes.length).toBeGreaterThan(0);
    expect(codes.filter((code) => !(FAULT_CODES as readonly string[]).includes(code))).toEqual([]);
  });

  test('links to what is there', () => {
    const links = [...page.matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)].map((match) => match[1]!);
    expect(links.filter((link) => !existsSync(join(ROOT, folder, link)))).toEqual([]);
  });
});
