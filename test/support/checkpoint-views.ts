// What the deliver stage would know, for tests of the texts that it writes.
import type { CheckpointView, DeliveredView, Provenance } from '@sluice/deliver';
import { asOid, type RunResult } from '@sluice/model';
import { HOSTILE_NAMES, HOSTILE_TEXT, hostileResult, manyResult } from './hostile-run-results.ts';
import { mixedResult, oid } from './run-results.ts';

const REPOSITORY = { uri: 'https://github.com/acme/shop', owner: 'acme', name: 'shop' };

export const VERDICT_DIGEST = `sha256:${'d1'.repeat(32)}`;

function signed(run: number): Provenance {
  return {
    kind: 'signed',
    profile: 'public-good',
    runUrl: `${REPOSITORY.uri}/actions/runs/${run}`,
    facts: [
      {
        field: 'build signer URI (.9)',
        value: 'https://github.com/acme/sluice/.github/workflows/extract.yml@refs/heads/main',
      },
      { field: 'source repository digest (.13)', value: oid(run) },
    ],
  };
}

function viewOf(result: RunResult, over: Partial<CheckpointView> = {}): CheckpointView {
  return {
    result,
    repository: REPOSITORY,
    run: { url: `${REPOSITORY.uri}/actions/runs/4711`, id: 4711, attempt: 1 },
    checkpoint: {
      group: 'all',
      branch: 'sluice/checkpoint-3',
      commit: asOid(oid(0xc0de)),
      tree: asOid(oid(0xabc001)),
      base: { ref: 'refs/heads/main', sha: asOid(oid(0x5eed)) },
    },
    provenance: new Map(result.branches.map((branch, i) => [branch.name, signed(4000 + i)])),
    actors: new Map(result.branches.map((branch) => [branch.name, 'acme-agents[bot]'])),
    notAdmitted: [],
    warnings: [],
    toolkit: { repository: 'acme/sluice', commit: oid(0x7001) },
    testRuns: null,
    ...over,
  };
}

/** Eight branches of every kind of outcome, and three that were not admitted. */
export function mixedView(over: Partial<CheckpointView> = {}): DeliveredView {
  const result: RunResult = {
    ...mixedResult(),
    supply: [
      {
        kind: 'new-transitive',
        severity: 'note',
        branches: ['claude/deps-bump-zod'],
        path: 'package-lock.json',
        name: 'tiny-invariant',
        detail: 'Version 1.3.3 comes with zod 4.6.0.',
      },
    ],
  };
  const view = viewOf(result, {
    notAdmitted: [
      {
        name: 'claude/forged',
        head: asOid(oid(0xf0)),
        reason: 'untrusted',
        detail: 'The certificate names another workflow than extract.yml.',
      },
      {
        name: 'claude/late',
        head: asOid(oid(0xf1)),
        reason: 'over-limit',
        detail: 'The run takes in 8 branches at most.',
      },
      {
        name: 'claude/quiet',
        head: asOid(oid(0xf2)),
        reason: 'no-manifest',
        detail: 'No run of the manifest workflow is there for its head.',
      },
    ],
    ...over,
  });
  const refused: Provenance = {
    kind: 'refused',
    code: 'wrong-run',
    detail: 'Signed in run 12, listed in run 13.',
  };
  return { ...view, provenance: new Map([...view.provenance, ['claude/forged', refused]]) } as DeliveredView;
}

/** Every text that others control is an attack. */
export function hostileView(): DeliveredView {
  const result: RunResult = {
    ...hostileResult(),
    supply: [
      {
        kind: 'own-name',
        severity: 'hold',
        branches: [...HOSTILE_NAMES],
        path: HOSTILE_TEXT,
        name: HOSTILE_TEXT,
        detail: HOSTILE_TEXT,
      },
    ],
  };
  const view = viewOf(result, {
    warnings: ['recompute-only', 'no-sandbox'],
    actors: new Map(HOSTILE_NAMES.map((name) => [name, HOSTILE_TEXT])),
    notAdmitted: [
      { name: `late/${HOSTILE_TEXT}`, head: asOid(oid(1)), reason: 'untrusted', detail: HOSTILE_TEXT },
    ],
    provenance: new Map(
      HOSTILE_NAMES.map((name, i): [string, Provenance] => [
        name,
        i % 2 === 0
          ? { kind: 'refused', code: 'mismatch', detail: HOSTILE_TEXT }
          : {
              kind: 'signed',
              profile: 'github',
              runUrl: HOSTILE_TEXT,
              facts: [{ field: HOSTILE_TEXT, value: HOSTILE_TEXT }],
            },
      ]),
    ),
  });
  return view as DeliveredView;
}

export function manyView(size: number): DeliveredView {
  return viewOf({ ...manyResult(size), supply: [] }) as DeliveredView;
}
