import * as z from 'zod';
import { canonicalJson } from './canonical-json.ts';
import type { Manifest } from './manifest.ts';
import type { Oid } from './oid.ts';

/** In-toto Statement v1 (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md). */
export const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';
export const PREDICATE_TYPE = 'urn:sluice:agent-manifest:v1';
/** DSSE payload type of in-toto statements. */
export const PAYLOAD_TYPE = 'application/vnd.in-toto+json';
export const MANIFEST_SCHEMA = 'sluice/agent-manifest@1';

/** The artifact in which a run leaves its manifest, and the one file in it. */
export const MANIFEST_ARTIFACT = 'sluice-manifest';
export const MANIFEST_FILE = 'manifest.sigstore.json';

/** Bounds on one statement; what is over them is not signed and not believed. */
export interface StatementLimits {
  readonly bytes: number;
  readonly changes: number;
}
export const STATEMENT_LIMITS: StatementLimits = { bytes: 1024 * 1024, changes: 5000 };

const oid = z
  .string()
  .regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
  .describe('Git object id in lower-case hexadecimal.');
const path = z
  .string()
  .min(1)
  .describe('Path in the repository; bytes that are not UTF-8 appear as U+DC80..U+DCFF.');
const headRef = z.string().regex(/^refs\/heads\/[^/]/);
const seconds = z.number().int().nonnegative();
const numericId = z.string().regex(/^[1-9][0-9]{0,19}$/);
const version = z.strictObject({ mode: z.string().regex(/^[0-7]{6}$/), oid }).nullable();

const change = z.strictObject({
  path,
  before: version.describe('null: the path is new.'),
  after: version.describe('null: the path is deleted.'),
  renamedTo: path.nullable().describe('Where the content of a deleted path is found again.'),
});

const dependency = z.strictObject({
  manifest: path,
  section: z.string(),
  name: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

const gitFacts = {
  ref: headRef,
  head: oid,
  target: z
    .strictObject({ ref: headRef, sha: oid })
    .describe('The branch it is meant for and its tip when the manifest was made.'),
  base: oid.describe('Merge base of head and target.'),
  commits: z.number().int().nonnegative().describe('Number of commits that the target does not have.'),
  committedAt: seconds.describe('Commit time of the head, in seconds since the epoch.'),
  changes: z
    .array(change)
    .describe('What changed between base and head, a rename being a deletion and an addition.'),
  dependencies: z.array(dependency).describe('Entries of dependency manifests that changed.'),
  task: z
    .strictObject({ title: z.string() })
    .describe('First line of the newest commit message: data for people.'),
};

export const agentManifestSchema = z.strictObject({
  schema: z.literal(MANIFEST_SCHEMA),
  repository: z.strictObject({
    id: numericId.describe('Survives renames.'),
    ownerId: numericId,
    uri: z.url().describe('Without a slash at the end.'),
  }),
  ...gitFacts,
  extractor: z.strictObject({ run: z.url().describe('The run and attempt that made it.') }),
  issuedAt: seconds.describe('When it was made, in seconds since the epoch.'),
});

/** Facts about one agent branch at one commit that can be read from its own objects and those of the target. */
export type AgentManifest = z.infer<typeof agentManifestSchema>;
/** The part of them that anybody with the repository can make again. */
export type GitFacts = Pick<AgentManifest, keyof typeof gitFacts>;

/** The document that is signed. */
export const manifestStatementSchema = z.strictObject({
  _type: z.literal(STATEMENT_TYPE),
  subject: z
    .tuple([z.strictObject({ name: z.string(), digest: z.strictObject({ gitCommit: oid }) })])
    .describe('Exactly one: the commit.'),
  predicateType: z.literal(PREDICATE_TYPE),
  predicate: agentManifestSchema,
});
export type ManifestStatement = z.infer<typeof manifestStatementSchema>;

/** A branch and its tip. `ref` is a full name. */
export interface Target {
  readonly ref: string;
  readonly sha: Oid;
}

/** What of a manifest is signed: regions, risks, stacking and roots depend on policy or on other branches. */
export function gitFactsOf(manifest: Manifest, target: Target): GitFacts {
  return {
    ref: `refs/heads/${manifest.branch}`,
    head: manifest.head,
    target: { ref: target.ref, sha: target.sha },
    base: manifest.base,
    commits: manifest.commits,
    committedAt: manifest.committedAt,
    changes: manifest.changes.map(({ path: name, before, after, renamedTo }) => ({
      path: name,
      before: before && { mode: before.mode, oid: before.oid },
      after: after && { mode: after.mode, oid: after.oid },
      renamedTo,
    })),
    dependencies: manifest.dependencies.map((each) => ({
      manifest: each.manifest,
      section: each.section,
      name: each.name,
      before: each.before,
      after: each.after,
    })),
    task: { title: manifest.task.title },
  };
}

/** Who makes a manifest, where and when. Ids are GitHub's numbers. */
export interface Extraction {
  readonly repository: { readonly id: number; readonly ownerId: number; readonly uri: string };
  readonly target: Target;
  /** Invocation URI of the run: see {@link runInvocationUri}. */
  readonly run: string;
  /** Seconds since the epoch. */
  readonly issuedAt: number;
}

export function signedFactsOf(manifest: Manifest, extraction: Extraction): AgentManifest {
  const { repository, target, run, issuedAt } = extraction;
  return {
    schema: MANIFEST_SCHEMA,
    repository: { id: String(repository.id), ownerId: String(repository.ownerId), uri: repository.uri },
    ...gitFactsOf(manifest, target),
    extractor: { run },
    issuedAt,
  };
}

/** The name under which a statement is about the tip of a branch: `git+https://github.com/o/r@refs/heads/claude/x`. */
export function subjectName(repositoryUri: string, ref: string): string {
  return `git+${repositoryUri}@${ref}`;
}

/** As GitHub's issuer and Fulcio write it into `.21` of a certificate. */
export function runInvocationUri(repositoryUri: string, run: number, attempt: number): string {
  return `${repositoryUri}/actions/runs/${run}/attempts/${attempt}`;
}

export function statementOf(predicate: AgentManifest): ManifestStatement {
  const { repository, ref, head } = predicate;
  return {
    _type: STATEMENT_TYPE,
    subject: [{ name: subjectName(repository.uri, ref), digest: { gitCommit: head } }],
    predicateType: PREDICATE_TYPE,
    predicate,
  };
}

/** The bytes that are signed: canonical, so that one statement has one spelling. */
export function encodeStatement(statement: ManifestStatement): Buffer {
  return Buffer.from(canonicalJson(statement), 'utf8');
}
