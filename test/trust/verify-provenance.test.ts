import { encodeStatement, REJECTION_KINDS, type RejectionKind, type SignatureEvidence } from '@sluice/model';
import { verifyProvenance, type Expectation } from '@sluice/trust';
import { evidence, SIGNED_AT, statement, withExtensions } from '../support/sigstore/evidence.ts';
import { expectation as expectationNow } from '../support/sigstore/manifest-facts.ts';
import {
  EXTRACT,
  OLD_TOOLKIT_COMMIT,
  REPOSITORY,
  TIP,
  TOOLKIT_COMMIT,
} from '../support/sigstore/workflow-token.ts';

const OTHER = 'd'.repeat(40);
const expectation = (overrides: Partial<Expectation> = {}): Expectation =>
  expectationNow({ now: SIGNED_AT + 60, ...overrides });

function kindOf(given: SignatureEvidence, expected: Expectation = expectation()): RejectionKind | null {
  const provenance = verifyProvenance(given, expected);
  expect(provenance.ok).toBe(provenance.verdict.rejection === null);
  return provenance.verdict.rejection?.kind ?? null;
}

test('a manifest of the trusted workflow for the tip is believed, and every field was compared', () => {
  const provenance = verifyProvenance(evidence(), expectation());
  expect(provenance.verdict.rejection).toBeNull();
  expect(provenance.verdict.checks.filter(({ ok }) => !ok)).toEqual([]);
  const fields = provenance.verdict.checks.map(({ field }) => field).join(' ');
  for (const n of [8, 9, 10, 11, 12, 13, 14, 15, 17, 20, 21]) expect(fields).toContain(`(.${n})`);
  expect(fields).not.toContain('.24');
  expect(provenance.ok && provenance.claim.signature).toEqual({
    id: 'signature-1',
    profile: 'public-good',
    signer: `${EXTRACT}@${TOOLKIT_COMMIT}`,
    run: `${REPOSITORY.uri}/actions/runs/900/attempts/1`,
    signedAt: SIGNED_AT,
  });
});

describe('each field of the certificate alone decides', () => {
  test.each<[string, Readonly<Record<number, string | null>>, RejectionKind]>([
    ['another issuer', { 8: 'https://issuer.example' }, 'wrong-issuer'],
    ['an issuer with a slash more', { 8: 'https://token.actions.githubusercontent.com/' }, 'wrong-issuer'],
    ['no issuer', { 8: null }, 'wrong-issuer'],
    [
      'another build signer',
      { 9: `${REPOSITORY.uri}/.github/workflows/x.yml@refs/heads/claude/x` },
      'wrong-signer',
    ],
    ['no build signer', { 9: null }, 'wrong-signer'],
    ['another build signer digest', { 10: OTHER }, 'wrong-signer-digest'],
    ['the digest of another allowed commit', { 10: OLD_TOOLKIT_COMMIT }, 'wrong-signer-digest'],
    ['no build signer digest', { 10: null }, 'wrong-signer-digest'],
    ['a self-hosted runner', { 11: 'self-hosted' }, 'wrong-runner'],
    ['no runner environment', { 11: null }, 'wrong-runner'],
    ['another repository', { 12: `${REPOSITORY.uri}-fork` }, 'wrong-repository'],
    ['another repository of that name', { 15: '7002' }, 'wrong-repository-id'],
    ['another owner', { 17: '43' }, 'wrong-owner-id'],
    ['another commit', { 13: OTHER }, 'wrong-commit'],
    ['another branch', { 14: 'refs/heads/claude/other' }, 'wrong-ref'],
    ['a tag of that name', { 14: 'refs/tags/claude/fix-login' }, 'wrong-ref'],
    ['another trigger', { 20: 'workflow_dispatch' }, 'wrong-trigger'],
    ['another run', { 21: `${REPOSITORY.uri}/actions/runs/901/attempts/1` }, 'wrong-run'],
    ['an attempt that was not made', { 21: `${REPOSITORY.uri}/actions/runs/900/attempts/2` }, 'wrong-run'],
    [
      'a run whose number only begins so',
      { 21: `${REPOSITORY.uri}/actions/runs/900/attempts/10` },
      'wrong-run',
    ],
    ['no run', { 21: null }, 'wrong-run'],
  ])('%s', (_, changed, kind) => {
    expect(kindOf(withExtensions(changed))).toBe(kind);
  });

  test.each<[string, readonly string[]]>([
    ['none', []],
    ['another', ['URI:https://github.com/evil/sluice/.github/workflows/extract.yml@main']],
    ['the right workflow at a branch', [`URI:${EXTRACT}@refs/heads/main`]],
    ['the right workflow at a commit that is not allowed', [`URI:${EXTRACT}@${OTHER}`]],
    ['one that begins with the right one', [`URI:${EXTRACT}@${TOOLKIT_COMMIT}0`]],
    ['the right one as a mail address', [`email:${EXTRACT}@${TOOLKIT_COMMIT}`]],
    ['the right one and another', [`URI:${EXTRACT}@${TOOLKIT_COMMIT}`, 'URI:https://evil.example']],
  ])('certificate names: %s', (_, names) => {
    const { certificate } = evidence();
    expect(kindOf(evidence({ certificate: { ...certificate, names } }))).toBe('wrong-signer');
  });
});

describe('what the policy allows', () => {
  test('the previous commit of the toolkit stays valid', () => {
    const signer = `${EXTRACT}@${OLD_TOOLKIT_COMMIT}`;
    const old = withExtensions({ 9: signer, 10: OLD_TOOLKIT_COMMIT });
    const given = { ...old, certificate: { ...old.certificate, names: [`URI:${signer}`] } };
    expect(kindOf(given)).toBeNull();
    const toolkit = { workflow: EXTRACT, commits: [TOOLKIT_COMMIT] };
    expect(kindOf(given, expectation({ toolkit }))).toBe('wrong-signer');
  });

  test('no allowed commit means that nobody is believed', () => {
    expect(kindOf(evidence(), expectation({ toolkit: { workflow: EXTRACT, commits: [] } }))).toBe(
      'wrong-signer',
    );
  });

  test('self-hosted runners where the policy says so', () => {
    const given = withExtensions({ 11: 'self-hosted' });
    expect(kindOf(given, expectation({ selfHosted: true }))).toBeNull();
  });

  test('an earlier attempt of a run that was re-run may have left the artifact', () => {
    expect(kindOf(evidence(), expectation({ run: { id: 900, attempt: 3 } }))).toBeNull();
  });
});

describe('witnesses', () => {
  test('no verified time', () => {
    expect(kindOf(evidence({ timestamps: [] }))).toBe('timestamp-missing');
  });
  test('no log entry, where the profile demands one', () => {
    expect(kindOf(evidence({ logEntries: 0 }))).toBe('log-entry-missing');
  });
  test('evidence of the weaker profile is not taken for the stronger', () => {
    expect(kindOf(evidence({ profile: 'github', logEntries: 0 }))).toBe('wrong-profile');
    const github = expectation({ profile: 'github' });
    expect(kindOf(evidence({ profile: 'github', logEntries: 0 }), github)).toBeNull();
  });
});

describe('the statement', () => {
  const encoded = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const good = statement();
  const twice = encodeStatement(good).toString().replace('"commits":1', '"commits":1,"commits":2');

  test.each<[string, Partial<SignatureEvidence>, RejectionKind]>([
    ['another payload type', { payloadType: 'application/json' }, 'wrong-payload-type'],
    ['no JSON', { payload: Buffer.from('{') }, 'malformed-statement'],
    ['bytes that are not UTF-8', { payload: Buffer.from([0x22, 0xff, 0x22]) }, 'malformed-statement'],
    [
      'a byte order mark',
      { payload: Buffer.concat([Buffer.from('\ufeff'), encodeStatement(good)]) },
      'malformed-statement',
    ],
    [
      'white space',
      { payload: Buffer.concat([encodeStatement(good), Buffer.from('\n')]) },
      'malformed-statement',
    ],
    ['a key twice', { payload: Buffer.from(twice) }, 'malformed-statement'],
    ['an unknown key', { payload: encoded({ ...good, extra: 1 }) }, 'malformed-statement'],
    ['no subject', { payload: encoded({ ...good, subject: [] }) }, 'malformed-statement'],
    [
      'two subjects',
      { payload: encoded({ ...good, subject: [...good.subject, ...good.subject] }) },
      'malformed-statement',
    ],
    [
      'an older statement type',
      { payload: encoded({ ...good, _type: 'https://in-toto.io/Statement/v0.1' }) },
      'wrong-statement-type',
    ],
    [
      'another predicate',
      { payload: encoded({ ...good, predicateType: 'https://slsa.dev/provenance/v1' }) },
      'wrong-predicate-type',
    ],
    ['another head', { payload: encodeStatement(statement({ head: OTHER })) }, 'wrong-subject'],
    [
      'another branch',
      { payload: encodeStatement(statement({ ref: 'refs/heads/claude/other' })) },
      'wrong-subject',
    ],
    [
      'another target',
      { payload: encodeStatement(statement({ target: { ref: 'refs/heads/dev', sha: OTHER } })) },
      'wrong-subject',
    ],
    [
      'another run',
      { payload: encodeStatement(statement({ extractor: { run: 'https://example.invalid/1' } })) },
      'wrong-subject',
    ],
    [
      'another repository id',
      { payload: encodeStatement(statement({ repository: { ...good.predicate.repository, id: '1' } })) },
      'wrong-subject',
    ],
  ])('%s', (_, changed, kind) => {
    expect(kindOf(evidence(changed))).toBe(kind);
  });

  test('a subject that is another commit than the manifest says', () => {
    const [subject] = good.subject;
    const other = { ...good, subject: [{ ...subject, digest: { gitCommit: OTHER } }] as [typeof subject] };
    expect(kindOf(evidence({ payload: encodeStatement(other) }))).toBe('wrong-subject');
  });

  test('over the limits', () => {
    const { limits } = expectation();
    expect(kindOf(evidence(), expectation({ limits: { ...limits, bytes: 100 } }))).toBe(
      'statement-too-large',
    );
    expect(kindOf(evidence(), expectation({ limits: { ...limits, changes: 0 } }))).toBe('too-many-changes');
  });
});

describe('time and use', () => {
  test('too old, by the verified time and not by what it says', () => {
    expect(kindOf(evidence(), expectation({ now: SIGNED_AT + 3600 }))).toBeNull();
    expect(kindOf(evidence(), expectation({ now: SIGNED_AT + 3601 }))).toBe('expired');
  });

  test('signed in the future', () => {
    expect(kindOf(evidence(), expectation({ now: SIGNED_AT - 301 }))).toBe('not-yet-valid');
  });

  test('made long before it was signed, or after', () => {
    const made = (issuedAt: number): SignatureEvidence =>
      evidence({ payload: encodeStatement(statement({ issuedAt })) });
    expect(kindOf(made(SIGNED_AT - 3601))).toBe('issued-out-of-time');
    expect(kindOf(made(SIGNED_AT + 301))).toBe('issued-out-of-time');
  });

  test('a later timestamp makes nothing younger', () => {
    const later = evidence({ timestamps: [SIGNED_AT, SIGNED_AT + 500] });
    expect(kindOf(later, expectation({ now: SIGNED_AT + 3700 }))).toBe('expired');
  });

  test('used before: fine for the same commit and run, else a replay', () => {
    const { tip } = expectation();
    const run = `${REPOSITORY.uri}/actions/runs/900/attempts/1`;
    const seen = (commit: string, where: string): Expectation =>
      expectation({ seen: new Map([['signature-1', { commit: commit as typeof tip, run: where }]]) });
    expect(kindOf(evidence(), seen(TIP, run))).toBeNull();
    expect(kindOf(evidence(), seen(OTHER, run))).toBe('replayed');
    expect(kindOf(evidence(), seen(TIP, run.replace('900', '899')))).toBe('replayed');
  });
});

test('a rejection tells the first field that was wrong, and the verdict all of them', () => {
  const { verdict } = verifyProvenance(withExtensions({ 11: 'self-hosted', 13: OTHER }), expectation());
  expect(verdict.rejection).toEqual({
    kind: 'wrong-runner',
    field: 'runner environment (.11)',
    expected: 'github-hosted',
    actual: 'self-hosted',
  });
  expect(verdict.checks.filter(({ ok }) => !ok).map(({ field }) => field)).toEqual([
    'runner environment (.11)',
    'source repository commit (.13)',
  ]);
  expect(REJECTION_KINDS).toContain(verdict.rejection!.kind);
});
