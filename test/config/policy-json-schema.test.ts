import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { policyJsonSchema, readPolicy, showPolicy } from '@sluice/config';

const root = join(import.meta.dirname, '../..');
const published = JSON.parse(
  readFileSync(join(root, 'packages/config/schema/sluice-policy.schema.json'), 'utf8'),
) as object;
const validate = new Ajv2020({ allErrors: true, strict: true, strictTypes: false }).compile(published);

describe('the published schema of the policy file', () => {
  it('is what the code describes', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(policyJsonSchema())));
  });

  it('is written by the script, which finds nothing to change', () => {
    const run = (): string =>
      execFileSync(join(root, 'node_modules/.bin/node'), ['scripts/schemas.ts', '--check'], {
        cwd: root,
        encoding: 'utf8',
      });
    expect(run).not.toThrow();
  });

  it('describes every key', () => {
    const undescribed: string[] = [];
    const look = (schema: Record<string, unknown>, at: string): void => {
      for (const [key, value] of Object.entries(
        (schema['properties'] ?? {}) as Record<string, Record<string, unknown>>,
      )) {
        if (typeof value['description'] !== 'string') undescribed.push(`${at}.${key}`);
        look(value, `${at}.${key}`);
      }
      if (schema['items'] !== undefined) look(schema['items'] as Record<string, unknown>, `${at}[]`);
      for (const option of (schema['anyOf'] ?? []) as Record<string, unknown>[]) look(option, at);
    };
    look(published as Record<string, unknown>, '');
    expect(undescribed).toEqual([]);
  });

  it('accepts the default policy as `sluice config` prints it', () => {
    const reading = readPolicy(null);
    if (!('effective' in reading)) throw new Error('the default policy has problems');
    expect(validate(parse(showPolicy(reading.effective)))).toBe(true);
  });

  it.each([
    '{}',
    'tiers: [{name: a, command: b}]',
    'install: none\ntiers: detect\ncandidate-budget: auto',
    'install: {command: npm ci, lockfiles: [package-lock.json], provides: [node_modules], hosts: [registry.example.org]}',
    'limits: {seconds: 1}\nslots: 1\nbranches: ["a/**", "!b"]',
  ])('accepts, as the reader does: %s', (file) => {
    expect(validate(parse(file))).toBe(true);
    expect(readPolicy(file).problems).toEqual([]);
  });

  it.each([
    'slots: 0',
    'slots: 1.5',
    'brances: []',
    'branches: []',
    'branches: x',
    'base: ""',
    'tiers: [{name: a}]',
    'tiers: [{name: a, command: b, x: 1}]',
    'install: maybe',
    'install: {command: a}',
    'candidate-budget: 0',
    'limits: {memory: 1}',
    'limits: {seconds: 0}',
    'require-tests: "yes"',
    'land-partial:',
    'risks: [{name: a, paths: []}]',
  ])('refuses, as the reader does: %s', (file) => {
    expect(validate(parse(file))).toBe(false);
    expect(readPolicy(file).problems.length).toBeGreaterThan(0);
  });
});

describe('the published schema of the run result', () => {
  it('compiles, and refuses a result without its parts', () => {
    const file = join(root, 'packages/model/schema/sluice-run.schema.json');
    const schema = JSON.parse(readFileSync(file, 'utf8')) as object;
    const accepts = new Ajv2020({ strictTypes: false }).compile(schema);
    const empty = {
      schema: 'sluice/run@1',
      invocation: { program: 'sluice', options: [], branches: [] },
      base: { ref: 'main', sha: 'a'.repeat(40) },
      branches: [],
      clusters: [],
      candidates: [],
      validations: [],
      checkpoint: null,
      tests: { ran: false, tiers: [], sandbox: 'none', notes: [] },
      supply: [],
      hints: [],
      model: null,
      timings: { discover: 0.1 },
      git: { processes: 3, version: '2.39.5' },
    };
    expect(accepts(empty)).toBe(true);
    expect(accepts({ ...empty, base: { ref: 'main', sha: 'main' } })).toBe(false);
    expect(accepts({ ...empty, extra: 1 })).toBe(false);
  });
});
