// Memory helps a run, and never spoils one.
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { openRepository } from '@sluice/adapters/git/open-repository';
import { decodeMemory, EMPTY_MEMORY, encodeMemory, type Memory } from '@sluice/memory';
import { asOid, type MemoryPlace } from '@sluice/model';
import type { StateFile } from '@sluice/ports';
import { RunMemory } from '../../../packages/pipeline/src/memory/run-memory.ts';
import { repository, type Repository } from '../../support/repository.ts';
import { removeAll } from '../../support/sandboxed.ts';
import { TEST_POLICY } from '../../support/surveyed.ts';

afterAll(removeAll);

const NOW = Math.floor(Date.now() / 1000);
const BASE = 'first\nlast\n';

/** `main` with a merge of two branches that a person made; the memory has watched it up to the commit before. */
function mergedByHand(): { repo: Repository; watched: string } {
  const repo = repository({ 'f.txt': BASE });
  const watched = repo.oid('main');
  repo.commit('one', { 'f.txt': 'first\nalpha one\nlast\n' }, { at: NOW - 50 });
  repo.commit('two', { 'f.txt': 'first\nbeta two\nlast\n' }, { at: NOW - 40 });
  repo.git('merge', '--quiet', '--ff-only', 'one');
  try {
    repo.git('merge', '--quiet', 'two');
  } catch {
    repo.write('f.txt', 'first\nbeta two\nalpha one\nlast\n');
    repo.git('commit', '--quiet', '--all', '-m', 'Both');
  }
  return { repo, watched };
}

function fileOf(memory: Memory): StateFile & { readonly now: () => string } {
  let text = encodeMemory(memory);
  return {
    place: 'here',
    now: () => text,
    read: () => Promise.resolve(text),
    others: () => Promise.resolve([]),
    replace: (from, to) => {
      if (from !== text) return Promise.resolve(false);
      text = to;
      return Promise.resolve(true);
    },
    keepAside: () => Promise.resolve('aside'),
  };
}

async function runOn(
  { repo, watched }: { repo: Repository; watched: string },
  place: MemoryPlace = 'local',
): Promise<{ notes: readonly string[]; memory: Memory }> {
  const seen = new Map([['refs/heads/main', { commit: asOid(watched), at: NOW - 100 }]]);
  const file = fileOf({ ...EMPTY_MEMORY, watched: seen });
  const git = await openRepository(repo.path);
  try {
    const policy = { ...TEST_POLICY, memory: place };
    const tools = { git, clock: systemClock, policy, progress: () => undefined, memoryFile: () => file };
    const run = await RunMemory.open(tools, { ref: 'refs/heads/main', sha: asOid(repo.oid('main')) });
    await run.keep();
    const reading = decodeMemory(file.now(), NOW + 60);
    return { notes: run.notes, memory: reading.kind === 'read' ? reading.memory : EMPTY_MEMORY };
  } finally {
    await git.close();
  }
}

test('what a person decided in a merge is learned once, whoever comes by', async () => {
  const merged = mergedByHand();
  const { memory, notes } = await runOn(merged);
  expect(notes).toEqual([]);
  expect([...memory.decisions.values()].map(({ sample }) => sample.answer)).toEqual(['beta two\nalpha one']);
  expect(memory.watched.get('refs/heads/main')?.commit).toBe(merged.repo.oid('main'));
  const again = await runOn({ repo: merged.repo, watched: merged.repo.oid('main') });
  expect(again.memory.decisions.size).toBe(0);
});

test('nothing is learned or written where the policy wants no memory', async () => {
  const { memory } = await runOn(mergedByHand(), 'off');
  expect(memory.decisions.size).toBe(0);
});

test('a history that cannot be read is told of, and the run goes on', async () => {
  const merged = mergedByHand();
  merged.repo.removeObject(merged.repo.oid('two'));
  const { memory, notes } = await runOn(merged);
  expect(notes).toEqual([expect.stringMatching(/^Not everything could be learned from this run: /)]);
  expect(memory.decisions.size).toBe(0);
});

test('a base that was written anew is watched from where it is now', async () => {
  const merged = mergedByHand();
  const gone = 'a'.repeat(40);
  const { memory, notes } = await runOn({ repo: merged.repo, watched: gone });
  expect(notes).toEqual([]);
  expect(memory.watched.get('refs/heads/main')?.commit).toBe(merged.repo.oid('main'));
});
