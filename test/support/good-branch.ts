// One good branch among bad ones.
import { branchOf, sluice, type Finished } from './cli.ts';
import { repository, type Repository } from './repository.ts';

/** A repository with a branch that must land whatever else there is. */
export function withGoodBranch(): Repository {
  const repo = repository();
  repo.commit('claude/good', { 'good.txt': 'good\n' });
  return repo;
}

/** Runs, and the good branch lands; nothing of the user's is touched. */
export async function landsBeside(repo: Repository): Promise<Finished> {
  const before = repo.snapshot();
  const run = await sluice(['run', '--no-tests', '--repo', repo.path]);
  expect(branchOf(run, 'claude/good')).toMatchObject({ status: 'landed', reason: 'merged' });
  expect(repo.show('sluice/checkpoint-1', 'good.txt')).toBe('good\n');
  expect(repo.snapshot()).toEqual(before);
  return run;
}
