import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020.js';
import fc from 'fast-check';
import {
  agentManifestSchema,
  canonicalJson,
  decodeGitText,
  encodeGitText,
  encodeStatement,
  gitFactsOf,
  manifestStatementSchema,
  signedFactsOf,
  statementOf,
} from '@sluice/model';
import { gitManifest, TARGET } from '../support/sigstore/manifest-facts.ts';
import { REPOSITORY } from '../support/sigstore/workflow-token.ts';

const EXTRACTION = {
  repository: REPOSITORY,
  target: TARGET,
  run: `${REPOSITORY.uri}/actions/runs/900/attempts/1`,
  issuedAt: 1_800_000_000,
};
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../packages/model/schema/sluice-manifest.schema.json'), 'utf8'),
) as object;
const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

test('a manifest becomes a statement about one commit, by the code and by the published schema', () => {
  const statement = statementOf(signedFactsOf(gitManifest(), EXTRACTION));
  expect(manifestStatementSchema.parse(statement)).toEqual(statement);
  expect(isValid(statement)).toBe(true);
  expect(statement.subject).toEqual([
    {
      name: 'git+https://github.com/octo/shop@refs/heads/claude/fix-login',
      digest: { gitCommit: gitManifest().head },
    },
  ]);
  expect(isValid({ ...statement, subject: [] })).toBe(false);
  expect(isValid({ ...statement, extra: 1 })).toBe(false);
});

test('what depends on policy or on other branches is not signed', () => {
  const facts = signedFactsOf(
    gitManifest({ risk: [{ risk: 'ci', path: 'x' }], stackedOn: ['claude/other'], singleBase: false }),
    EXTRACTION,
  );
  expect(canonicalJson(facts)).toBe(canonicalJson(signedFactsOf(gitManifest(), EXTRACTION)));
  expect(Object.keys(facts)).not.toContain('risk');
  expect(facts.changes[0]).not.toHaveProperty('regions');
});

test('a branch under a remote is the same branch', () => {
  const remote = gitManifest({ ref: 'refs/remotes/origin/claude/fix-login' });
  expect(gitFactsOf(remote, TARGET)).toEqual(gitFactsOf(gitManifest(), TARGET));
});

test('paths of any bytes survive signing', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      const path = decodeGitText(Buffer.from(bytes));
      const change = { ...gitManifest().changes[0]!, path };
      const statement = statementOf(signedFactsOf(gitManifest({ changes: [change] }), EXTRACTION));
      const encoded = encodeStatement(statement);
      expect(encoded.toString('utf8').isWellFormed()).toBe(true);
      const read = manifestStatementSchema.parse(JSON.parse(encoded.toString('utf8')));
      expect(encodeGitText(read.predicate.changes[0]!.path).equals(Buffer.from(bytes))).toBe(true);
      expect(encodeStatement(read).equals(encoded)).toBe(true);
    }),
  );
});

test('one value has one spelling, in whatever order it was put together', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(canonicalJson(reversed(value))).toBe(text);
    }),
  );
  expect(canonicalJson({ b: 1, a: [true, null, '\udc80'] })).toBe('{"a":[true,null,"\\udc80"],"b":1}');
});

test.each([undefined, Number.NaN, 1n, () => 1, { a: undefined }])('%p has no spelling', (value) => {
  expect(() => canonicalJson(value)).toThrow(TypeError);
});

test.each([
  ['an abbreviated id', { head: 'abc' }],
  ['a tag', { ref: 'refs/tags/x' }],
  ['an unknown key', { branch: 'x' }],
  ['a fraction of a second', { issuedAt: 1.5 }],
  ['another schema', { schema: 'sluice/agent-manifest@2' }],
])('%s is no manifest', (_, changed) => {
  const facts = signedFactsOf(gitManifest(), EXTRACTION);
  expect(agentManifestSchema.safeParse({ ...facts, ...changed }).success).toBe(false);
});

/** The same value with the keys of every object in the other order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, each]) => [key, reversed(each)]),
  );
}
