// The second gate: nothing that the jobs before said is taken over but the order of branches and a tree id. Signatures are
// real, and so are the objects.
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { openEngine } from '@sluice/engine';
import {
  asOid,
  digestOf,
  encodeStatement,
  type Fault,
  runInvocationUri,
  statementOf,
  type Admission,
  type AgentManifest,
  type CheckpointVerdict,
  type Oid,
  type Policy,
} from '@sluice/model';
import { extractManifest } from '../../../packages/pipeline/src/stages/extract-manifest.ts';
import { remakeCheckpoint, type Remaking } from '../../../packages/pipeline/src/stages/remake-checkpoint.ts';
import type { TrustContext } from '../../../packages/pipeline/src/stages/verify-manifests.ts';
import { nowSeconds } from '../../support/sigstore/manifest-facts.ts';
import { signingWorld, type SigningWorld } from '../../support/sigstore/signing-world.ts';
import { EXTRACT, ISSUER, REPOSITORY, RUN, TOOLKIT_COMMIT } from '../../support/sigstore/workflow-token.ts';
import { TEST_POLICY } from '../../support/surveyed.ts';
import { inRepository, removeHistories, writeBranches } from '../../support/written-history.ts';

const POLICY: Policy = { ...TEST_POLICY, branches: ['claude/**'] };
const NAMES = ['claude/a', 'claude/b'] as const;

let signing: SigningWorld;
beforeAll(async () => {
  signing = await signingWorld();
});
afterAll(async () => {
  await signing.close();
  removeHistories();
});

const history = () =>
  writeBranches({
    base: { 'shop.js': 'open\n' },
    branches: { 'claude/a': { 'a.js': 'a\n' }, 'claude/b': { 'b.js': 'b\n' } },
  });
const at = history();
const oid = (name: string): Oid => asOid(at.git('rev-parse', name));
const base = { ref: 'refs/heads/main', sha: oid('main') };

/** The manifest of a branch as the extract workflow signs it in a run for that push. */
function signed(name: string, lie: Partial<AgentManifest> = {}): Promise<string> {
  return inRepository(at, async (git) => {
    const ref = `refs/heads/${name}`;
    const extracted = await extractManifest(
      git,
      { name, ref, head: oid(name) },
      {
        repository: { uri: REPOSITORY.uri, id: REPOSITORY.id, ownerId: REPOSITORY.ownerId },
        target: base,
        run: runInvocationUri(REPOSITORY.uri, RUN.id, RUN.attempt),
        issuedAt: nowSeconds(),
      },
    );
    if (extracted.kind !== 'statement') throw new Error(extracted.why);
    const said = encodeStatement(statementOf({ ...extracted.statement.predicate, ...lie }));
    const bundle = await signing.signBytes(said, { claims: { sha: oid(name), ref } });
    return bundle.toString('base64');
  });
}

let bundles: ReadonlyMap<string, string>;
let tree: Oid;
beforeAll(async () => {
  bundles = new Map(await Promise.all(NAMES.map(async (name) => [name, await signed(name)] as const)));
  tree = asOid(at.git('merge-tree', '--write-tree', ...NAMES));
});

const admission = (more: Partial<Admission> = {}): Admission => ({
  repository: { id: REPOSITORY.id, owner: 'octo', name: 'shop' },
  base,
  trust: 'public-good',
  admitted: NAMES.map((name) => ({
    name,
    ref: `refs/heads/${name}`,
    head: oid(name),
    agent: 'agents[bot]',
    signed: { bundle: bundles.get(name)!, run: RUN.id, attempt: RUN.attempt },
  })),
  refused: [],
  slots: [['c1'], ['c2']],
  checkpoints: [{ id: 'all', branches: [...NAMES] }],
  memory: null,
  answered: null,
  objects: { digest: digestOf(Buffer.alloc(0)), bytes: 0 },
  ...more,
});

const GREEN = { ended: 'exit', exit: 0 };
const verdict = (more: object = {}): CheckpointVerdict =>
  ({
    checkpoint: 'all',
    accepted: NAMES.map((branch) => ({
      branch,
      head: oid(branch),
      strategy: 'independent-set',
      whole: true,
    })),
    tree,
    result: { validations: [{ tree, ...GREEN }] },
    ...more,
  }) as unknown as CheckpointVerdict;

const trust = (more: Partial<TrustContext> = {}): TrustContext => ({
  mode: 'public-good',
  verifier: signing.verifier(),
  issuer: ISSUER,
  toolkit: { workflow: EXTRACT, commits: [TOOLKIT_COMMIT] },
  repository: { ...REPOSITORY, owner: 'octo', name: 'shop', visibility: 'public', defaultBranch: 'main' },
  now: nowSeconds(),
  ...more,
});

interface Given {
  readonly admission?: Admission;
  readonly verdict?: CheckpointVerdict;
  readonly trust?: TrustContext;
}

function remake(given: Given = {}): Promise<Remaking> {
  return inRepository(at, async (git) => {
    const refs = new Map((await git.refs()).map(({ name, oid: tip }) => [name, tip]));
    const tools = {
      git,
      clock: systemClock,
      progress: () => undefined,
      policy: POLICY,
      loadMerger: openEngine,
    };
    return remakeCheckpoint(tools, {
      admission: given.admission ?? admission(),
      verdict: given.verdict ?? verdict(),
      trust: given.trust ?? trust(),
      refs,
    });
  });
}

/** Each branch and why it is not believed any more. */
async function doubtsOf(given: Given): Promise<string[]> {
  const remaking = await remake(given);
  return remaking.kind === 'unfit'
    ? remaking.outcomes.map(({ branch, reason, detail }) => `${branch} ${reason} ${detail}`)
    : [remaking.kind];
}

test('what is still as it was is made again, with the tree that was validated', async () => {
  expect(await remake()).toMatchObject({ kind: 'remade', remade: { tip: { tree } } });
});

const LATER = 30 * 86_400;

test('a manifest that has grown too old since it was admitted is not believed', async () => {
  const later = trust({ now: nowSeconds() + LATER });
  expect(await doubtsOf({ trust: later })).toEqual([
    'claude/a untrusted Its manifest is not believed at delivery (expired: age in seconds).',
    'claude/b untrusted Its manifest is not believed at delivery (expired: age in seconds).',
  ]);
  // Where nobody signs, nothing grows old: the same run is delivered.
  const unsigned = { mode: 'recompute-only', verifier: null } as const;
  const given = { admission: admission({ trust: 'recompute-only' }), trust: trust({ ...unsigned }) };
  expect(await doubtsOf(given)).toEqual(['remade']);
});

test('a toolkit that is not allowed any more takes its signatures with it', async () => {
  const toolkit = { workflow: EXTRACT, commits: ['9'.repeat(40)] };
  expect(await doubtsOf({ trust: trust({ toolkit }) })).toEqual([
    expect.stringMatching(/^claude\/a untrusted .*wrong-signer/),
    expect.stringMatching(/^claude\/b untrusted .*wrong-signer/),
  ]);
});

test.each<[string, (own: Admission['admitted'][number]) => Admission['admitted'][number]['signed'], RegExp]>([
  ['has none', () => null, /no-manifest/],
  [
    'has the manifest of another branch',
    ({ signed: own }) => ({ ...own!, bundle: bundles.get('claude/b')! }),
    /wrong-commit/,
  ],
  ['has one of another run', ({ signed: own }) => ({ ...own!, run: RUN.id + 1 }), /wrong-run/],
])('an admitted branch that %s is not believed', async (_, change, why) => {
  const [first, second] = admission().admitted;
  const admitted = [{ ...first!, signed: change(first!) }, second!];
  expect(await doubtsOf({ admission: admission({ admitted }) })).toEqual([
    expect.stringMatching(new RegExp(`^claude/a untrusted .*${why.source}`)),
  ]);
});

test('an admitted branch whose manifest says something else than git does is not believed', async () => {
  const bundle = await signed('claude/a', { changes: [] });
  const [first, second] = admission().admitted;
  const admitted = [{ ...first!, signed: { ...first!.signed!, bundle } }, second!];
  expect(await doubtsOf({ admission: admission({ admitted }) })).toEqual([
    expect.stringMatching(/^claude\/a untrusted .*mismatch: changes\[0\]/),
  ]);
});

test('a run that was admitted under another way of signing is stopped', async () => {
  await expect(remake({ admission: admission({ trust: 'recompute-only' }) })).rejects.toMatchObject({
    code: 'ENVELOPE_INVALID',
  });
});

test.each([
  [
    'of another tree',
    () => ({
      tree: oid('claude/a^{tree}'),
      result: { validations: [{ tree: oid('claude/a^{tree}'), ...GREEN }] },
    }),
  ],
  ['without evidence', () => ({ result: { validations: [] } })],
  [
    'with evidence for another tree',
    () => ({ result: { validations: [{ tree: oid('main^{tree}'), ...GREEN }] } }),
  ],
  [
    'with one red among the green',
    () => ({
      result: {
        validations: [
          { tree, ...GREEN },
          { tree, ended: 'exit', exit: 1 },
        ],
      },
    }),
  ],
  [
    'that ended by a time limit',
    () => ({ result: { validations: [{ tree, ended: 'timeout', exit: null }] } }),
  ],
  [
    'of a branch that was not admitted',
    () => ({ accepted: [{ ...verdict().accepted[0]!, branch: 'claude/evil' }] }),
  ],
])('a verdict %s delivers nothing', async (_, more) => {
  const remaking = await remake({ verdict: verdict(more()) }).catch((error: unknown) => error);
  const refusal = remaking instanceof Error ? (remaking as Fault).code : (remaking as Remaking).kind;
  expect(['TREE_MISMATCH', 'unfit']).toContain(refusal);
});
