import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitRemote } from '@sluice/adapters/git/git-remote';
import { makeBareRepository } from '@sluice/adapters/git/bare-repository';
import { asOid, type Admission, type CheckpointVerdict, type Oid } from '@sluice/model';
import { whatIsOutdated } from '../../packages/pipeline/src/stages/remake-checkpoint.ts';
import { lines, repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterEach(removeAll);

test('a checkpoint made on the old base lands over what came meanwhile where nobody asks; here the base is asked', async () => {
  const origin = repository();
  const validatedOn = asOid(origin.git('rev-parse', 'main'));
  origin.commit('claude/a', { 'new.txt': 'new\n' });
  const head = asOid(origin.git('rev-parse', 'claude/a'));
  origin.commit('main', { 'a.txt': lines({ 0: 'urgent' }) });

  // The attack: who moves main to the tree that was tested takes the urgent change out again.
  const stale = origin.git('commit-tree', '-p', 'main', '-m', 'Checkpoint', `${head}^{tree}`);
  expect(origin.git('show', `${stale}:a.txt`)).not.toContain('urgent');

  const directory = mkdtempSync(join(tmpdir(), 'sluice-race-'));
  try {
    const remote = new GitRemote(makeBareRepository(directory), {
      url: `file://${origin.gitDir}`,
      token: null,
    });
    const refs = new Map((await remote.branches()).map(({ name, oid }): [string, Oid] => [name, oid]));
    const admission = {
      base: { ref: 'refs/heads/main', sha: validatedOn },
      admitted: [{ name: 'claude/a', ref: 'refs/heads/claude/a', head }],
    } as unknown as Admission;
    const verdict = { accepted: [{ branch: 'claude/a', head }] } as unknown as CheckpointVerdict;
    const found = whatIsOutdated({ admission, verdict, refs });
    expect(found.map(({ branch, reason }) => [branch, reason])).toEqual([['claude/a', 'outdated']]);
    expect(found[0]!.detail).toMatch(/^The base is at [0-9a-f]{10} now, not at [0-9a-f]{10}\.$/);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
