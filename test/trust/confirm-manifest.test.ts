import { asOid, encodeStatement, type AgentManifest, type Manifest } from '@sluice/model';
import {
  believeRecomputed,
  chooseClaim,
  confirmManifest,
  verifyProvenance,
  type ProvenClaim,
} from '@sluice/trust';
import { evidence, EXTENSIONS, SIGNED_AT, statement } from '../support/sigstore/evidence.ts';
import { expectation, gitManifest, TARGET } from '../support/sigstore/manifest-facts.ts';
import { REPOSITORY } from '../support/sigstore/workflow-token.ts';

/** Signed in one attempt of one run, and proven. */
function claim(facts: Partial<AgentManifest> = {}, id = 900, attempt = 1): ProvenClaim {
  const run = `${REPOSITORY.uri}/actions/runs/${id}/attempts/${attempt}`;
  const given = evidence({
    id: `${id}/${attempt}`,
    payload: encodeStatement(statement({ extractor: { run }, ...facts })),
    certificate: { ...evidence().certificate, extensions: { ...EXTENSIONS, 21: run } },
  });
  const provenance = verifyProvenance(given, expectation({ now: SIGNED_AT, run: { id, attempt } }));
  if (!provenance.ok) throw new Error(`not proven: ${provenance.rejection.kind}`);
  return provenance.claim;
}

describe('a claim is believed only if git says the same', () => {
  test('the manifest that was made again is what goes on, with who vouched for it', () => {
    const confirmation = confirmManifest(claim(), gitManifest(), TARGET);
    expect(confirmation).toMatchObject({
      ok: true,
      manifest: {
        ...gitManifest(),
        belief: { by: 'signature', signature: { signedAt: SIGNED_AT } },
      },
    });
  });

  const change = gitManifest().changes[0]!;
  const dependency = gitManifest().dependencies[0]!;
  test.each<[string, Partial<Manifest>, string]>([
    ['another base', { base: asOid('e'.repeat(40)) }, 'base'],
    ['another number of commits', { commits: 2 }, 'commits'],
    ['another time', { committedAt: 1 }, 'committedAt'],
    ['another task', { task: { title: 'Delete the login', body: '', trailers: [] } }, 'task'],
    [
      'another content',
      { changes: [{ ...change, after: { mode: '100644', oid: asOid('3'.repeat(40)) } }] },
      'changes[0]',
    ],
    ['another mode', { changes: [{ ...change, after: { ...change.after!, mode: '100755' } }] }, 'changes[0]'],
    ['a change that was not claimed', { changes: [change, { ...change, path: 'src/x.ts' }] }, 'changes[1]'],
    ['a claimed change that is not there', { changes: [] }, 'changes[0]'],
    ['another dependency', { dependencies: [{ ...dependency, after: '9.9.9' }] }, 'dependencies[0]'],
    ['another branch', { branch: 'claude/other' }, 'ref'],
  ])('%s', (_, actual, field) => {
    expect(confirmManifest(claim(), gitManifest(actual), TARGET)).toMatchObject({
      ok: false,
      rejection: { kind: 'mismatch', field },
    });
  });

  test('made again on another tip of the target', () => {
    const target = { ...TARGET, sha: asOid('f'.repeat(40)) };
    expect(confirmManifest(claim(), gitManifest(), target)).toMatchObject({
      ok: false,
      rejection: { kind: 'mismatch', field: 'target' },
    });
  });
});

test('what nobody signed is believed only as such', () => {
  expect(believeRecomputed(gitManifest()).belief).toEqual({ by: 'recomputation' });
});

describe('several manifests of one commit', () => {
  test('there is none', () => {
    expect(chooseClaim([])).toBeNull();
  });

  test('the newest run and attempt counts, by number and not by spelling', () => {
    const claims = [claim({}, 900, 2), claim({}, 900, 10), claim({}, 99, 11)];
    const choice = chooseClaim(claims);
    expect(choice?.ok && choice.claim.signature.run).toMatch(/runs\/900\/attempts\/10$/);
  });

  test('different facts are not believed', () => {
    const choice = chooseClaim([claim(), claim({ commits: 7 }, 901)]);
    expect(choice).toMatchObject({ ok: false, rejection: { kind: 'ambiguous' } });
  });

  test('facts may differ once the target has moved', () => {
    const moved = { target: { ...TARGET, sha: 'f'.repeat(40) }, base: 'f'.repeat(40), commits: 7 };
    expect(chooseClaim([claim(), claim(moved, 901)])).toMatchObject({ ok: true });
  });
});
