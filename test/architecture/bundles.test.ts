import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { APART, BUNDLES, PARTS, type Bundle } from '../../scripts/build/bundles.ts';
import { packageDirectories, packageName } from '../../scripts/build/notices.ts';
import { filesWithin, writeBundle } from '../../scripts/build/write-bundle.ts';
import { ROOT } from './source-file.ts';

const MODEL = /^@anthropic-ai\/|openai|^typescript$|^esbuild$|^jest/;
const API = /^@actions\/github$|octokit/;
const SIGNING = /^@sigstore\/sign$|^@sigstore\/mock$|fulcio|^make-fetch-happen$/;
const UNZIP = /unzip|^adm-zip$|^yauzl$|^extract-zip$/;

/** What no one may add to a bundle's list, by output. */
const NEVER: Readonly<Record<string, readonly RegExp[]>> = {
  'parts/toolkit/index.cjs': [MODEL, API, SIGNING, UNZIP],
  'parts/forge/index.cjs': [MODEL, SIGNING, UNZIP, /^@actions\/(?:core|artifact|exec)$/],
  // Asks a language model: nothing that could do anything with its answers.
  'parts/model/index.cjs': [API, SIGNING, UNZIP, /^@actions\//, /^simple-git$/],
  'parts/signing/index.cjs': [MODEL, API, UNZIP, /^@actions\//],
  // Texts in, text out: nothing that reaches beyond.
  'engine/index.cjs': [MODEL, API, SIGNING, UNZIP, /^@actions\//, /^simple-git$/],
  'merge-file/index.cjs': [MODEL, API, SIGNING, UNZIP, /^@actions\//, /^simple-git$/],
  'merge-driver/index.cjs': [MODEL, API, SIGNING, UNZIP, /^@actions\//, /^simple-git$/],
  // Asks a model where the user runs it: it holds no token of a forge that writes.
  'sluice/index.cjs': [SIGNING, UNZIP, /^@actions\/(?:core|artifact|exec)$/],
  'cli/index.cjs': [SIGNING, UNZIP, /^@actions\/(?:core|artifact|exec)$/],
  // It stands in for GitHub: no client of what it is, and nothing of what it tests.
  'dev/index.cjs': [MODEL, API, SIGNING, UNZIP, /^@actions\/(?:core|artifact|exec)$/, /^simple-git$/],
  'dev/sigstore/index.cjs': [MODEL, API, UNZIP, /^@sigstore\/(?:sign|verify|bundle|tuf)$/, /^graphql$/],
  // Sees the branch: no client that could do anything with a token.
  'extract-manifest/index.cjs': [MODEL, API, SIGNING, UNZIP, /^@actions\/artifact$/],
  // Holds the identity: nothing that reads a branch.
  'attest/index.cjs': [MODEL, API, UNZIP, /^simple-git$/, /^yaml$/],
  'cluster/index.cjs': [MODEL, SIGNING, UNZIP],
  'merge-candidates/index.cjs': [MODEL, API, SIGNING, UNZIP, /^@sigstore\//],
  // Holds the key of a model, and no client that could do anything else with what it says.
  'ask-model/index.cjs': [API, SIGNING, UNZIP, /^@sigstore\//],
  'validate/index.cjs': [MODEL, API, SIGNING, UNZIP, /^@sigstore\//],
  // Holds the token that writes: no model that text of others could talk to.
  'deliver/index.cjs': [MODEL, SIGNING, UNZIP],
};

/** What starts by itself; `sluice` is nothing without the others. */
const PROGRAMS = BUNDLES.filter(
  ({ parts, entry }) => parts !== undefined && /^actions\/|cli\/src\/index\.ts$/.test(entry),
);

/** Text of code that a package could write for elsewhere, and never does here: not required by the bundle itself. */
const QUOTED: Readonly<Record<string, RegExp>> = { 'dev/index.cjs': /^ajv\/dist\/runtime\// };

let output: string;

beforeAll(() => {
  output = mkdtempSync(join(tmpdir(), 'sluice-bundles-'));
});

afterAll(() => rmSync(output, { recursive: true, force: true }));

describe.each(BUNDLES.map((bundle) => [bundle.output, bundle] as const))('the bundle %s', (name, bundle) => {
  let found: Built;

  beforeAll(async () => {
    found = await built(bundle);
  });

  test('is made of the packages in its row, no more and no less', () => {
    expect(found.packages).toEqual(bundle.packages.toSorted());
    const never = NEVER[name]!;
    expect(never.length).toBeGreaterThan(0);
    const within = [...found.packages, ...reachOf(bundle).flatMap(({ packages }) => packages)];
    expect(within.filter((each) => never.some((one) => one.test(each)))).toEqual([]);
  });

  test('requires the parts in its row, no more and no less', () => {
    expect(found.parts).toEqual([...(bundle.parts ?? [])].toSorted());
  });

  test('reaches no part that it does not have', () => {
    const missing = found.inputs.filter((each) => each.startsWith('part-left-out:'));
    // It never asks for an identity, whatever the job that it is part of could.
    const known = name === 'extract-manifest/index.cjs' ? ['part-left-out:parts/toolkit/index.cjs'] : [];
    expect(missing).toEqual(known);
  });

  test('is its own code and theirs, or theirs alone where it is a part', () => {
    const own = found.inputs.filter((each) => !each.includes('node_modules/'));
    expect(own.includes(bundle.entry)).toBe(true);
    if (PARTS.includes(bundle))
      expect(own.filter((each) => !/^(?:left-out|run-late):/.test(each))).toEqual([bundle.entry]);
  });

  test('is no larger than its row says', () => {
    expect(Buffer.byteLength(found.code) / 1024).toBeLessThan(bundle.most);
  });

  test('requires nothing but its parts and those of node', () => {
    const required = [...found.code.matchAll(/\brequire\w*\("([^"]+)"\)/g)].map((match) => match[1]!);
    const bare = new Set(process.getBuiltinModule('node:module').builtinModules);
    if (bundle.packages.length > 0) expect(required.length).toBeGreaterThan(0);
    const parts = found.parts.map((each) => `../${each}`);
    const own = required.filter((each) => QUOTED[name]?.test(each) !== true && !parts.includes(each));
    expect(own.filter((each) => !bare.has(each.replace(/^node:/, '')))).toEqual([]);
  });

  test('names no place of the machine that built it', () => {
    expect(found.code).not.toContain(ROOT);
    expect(found.code).not.toContain(output);
  });

  test('starts with a hashbang and comes with the licence of every package', () => {
    expect(found.code.startsWith('#!/usr/bin/env node\n')).toBe(true);
    for (const each of found.packages) expect(found.licences).toMatch(new RegExp(`^${each} \\d`, 'm'));
  });

  if (PROGRAMS.includes(bundle)) {
    test('comes to its first line without its parts', () => {
      const ran = spawnSync(process.execPath, [join(found.directory, name)], {
        encoding: 'utf8',
        env: { PATH: process.env['PATH'] },
      });
      expect(`${ran.stdout}${ran.stderr}`).toMatch(/does not look like a job of a workflow|Usage: sluice/);
    });
  }

  test('has the same bytes when it is built again', async () => {
    expect((await built(bundle)).code === found.code).toBe(true);
  });
});

/** Whatever a part brings is in the reach of who requires it, and of who requires that. */
function reachOf({ parts = [] }: Bundle): Bundle[] {
  const direct = APART.filter(({ output: each }) => parts.includes(each));
  return direct.flatMap((part) => [part, ...reachOf(part)]);
}

interface Built {
  readonly directory: string;
  /** Outputs of the parts that it requires. */
  readonly parts: readonly string[];
  readonly inputs: readonly string[];
  readonly packages: readonly string[];
  readonly code: string;
  readonly licences: string;
}

async function built(bundle: Bundle): Promise<Built> {
  const directory = mkdtempSync(join(output, 'build-'));
  const metafile = await writeBundle(bundle, ROOT, directory);
  const { inputs, outputs } = metafile;
  const packages = packageDirectories(filesWithin(metafile)).map(packageName);
  const file = join(directory, bundle.output);
  const required = Object.values(outputs).flatMap(({ imports }) => imports.map(({ path }) => path));
  const parts = required.flatMap((path) => (path.startsWith('../') ? path.slice('../'.length) : []));
  return {
    directory,
    inputs: Object.keys(inputs),
    parts: [...new Set(parts)].toSorted(),
    packages: [...new Set(packages)].toSorted(),
    code: readFileSync(file, 'utf8'),
    licences: readFileSync(join(dirname(file), 'licenses.txt'), 'utf8'),
  };
}
