// Attack 45: whoever may push branches writes into `sluice/state` how conflicts are to be decided, or what no run can get
// through. What a planted answer may be at most is in test/memory/hostile-memory.
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { openEngine } from '@sluice/engine';
import {
  decodeMemory,
  EMPTY_MEMORY,
  encodeMemory,
  offerKey,
  Recollection,
  type Offer,
  type OfferedFile,
} from '@sluice/memory';
import { asOid, type Admission } from '@sluice/model';
import type { Git } from '@sluice/ports';
import { FileMerges } from '../../packages/pipeline/src/file-merges.ts';
import { admitMemory } from '../../packages/pipeline/src/memory/admitted-memory.ts';
import { judgeOffers } from '../../packages/pipeline/src/memory/judge-offers.ts';
import { recallFile } from '../../packages/pipeline/src/memory/recall-file.ts';
import { afterwards, conflictOf, finishedWith, NOW } from '../memory/written.ts';
import { TEST_POLICY } from '../support/surveyed.ts';
import { inRepository, removeHistories, writeBranches, type Edits } from '../support/written-history.ts';

afterAll(removeHistories);

const ONE = 'const left = open(here);';
const OTHER = 'if (!allowed(user)) throw new Error(user);';
const GONE = 'allow(everybody);';
const versions = (...places: readonly string[]): string[] =>
  places.map((place) => finishedWith(place).join('\n'));

describe('an answer that was planted', () => {
  /** What a run takes of it. */
  const recalled = async (answer: string, authorship: 'own' | 'shared'): Promise<string | null> => {
    const pieces = conflictOf(GONE, ONE, OTHER);
    const memory = afterwards({ pieces, answer, outcomes: ['passed', 'landed', 'landed'] });
    const [base, ours, theirs] = versions(GONE, ONE, OTHER);
    return inRepository(writeBranches({ base: {}, branches: {} }), async (git) => {
      const tools = {
        recollection: new Recollection(memory, authorship),
        files: new FileMerges(git, openEngine),
      };
      const sides = { path: 'src/a.ts', base: base!, ours: ours!, theirs: theirs! };
      return (await recallFile(tools, sides))?.text ?? null;
    });
  };
  const both = `${ONE}\n${OTHER}`;

  test.each([
    ['with code of its own', `${both}\nsend(secrets);`],
    ['with a line that both sides took out', `${both}\n${GONE}`],
  ])('%s works where nobody else writes the memory, and is not taken from a branch', async (_, answer) => {
    expect(await recalled(answer, 'own')).toContain(answer);
    expect(await recalled(answer, 'shared')).toBeNull();
  });

  test.each([['own'], ['shared']] as const)(
    'without the check that one side added is taken from none (%s)',
    async (authorship) => {
      expect(await recalled(ONE, authorship)).toBeNull();
    },
  );
});

describe('a branch that is no memory', () => {
  const admitted = (content: Edits): Promise<{ memory: Admission['memory']; told: string[] }> =>
    inRepository(
      writeBranches({ base: { 'a.ts': '' }, branches: { 'sluice/state': content } }),
      async (git) => {
        const told: string[] = [];
        const remote = {
          branches: async () => git.refs(),
          fetch: () => Promise.resolve(),
          push: () => Promise.resolve('lost' as const),
        };
        const progress = ({ message }: { message: string }): void => void told.push(message);
        const base = { ref: 'refs/heads/main', sha: (await git.resolve('main'))! };
        const policy = { ...TEST_POLICY, memory: 'branch' as const };
        return {
          memory: await admitMemory({ git, remote, clock: systemClock, progress }, base, policy),
          told,
        };
      },
    );

  test.each<[string, Edits]>([
    ['a directory', { 'memory.json/x': 'x' }],
    ['a link', { 'memory.json': { mode: '120000', content: '/etc/passwd' } }],
    ['a submodule', { 'memory.json': { mode: '160000', content: '1'.repeat(40) } }],
    ['larger than a memory ever is', { 'memory.json': encodeMemory(EMPTY_MEMORY) + ' '.repeat(4_000_000) }],
    ['nested without end', { 'memory.json': '['.repeat(1_000_000) + ']'.repeat(1_000_000) }],
    ['bytes that are no text', { 'memory.json': Buffer.from([0xff, 0xfe, 0x00]) }],
  ])('%s: the run goes on without, and says so', async (_, content) => {
    const { memory, told } = await admitted(content);
    expect(memory).toBeNull();
    expect(told).toEqual([expect.stringMatching(/^The memory on sluice\/state cannot be read/)]);
  });
});

test('offers of very many files do not keep a run busy', async () => {
  const later = Array.from({ length: 120 }, (_, i): Edits => ({ 'a.ts': `${i}\n` }));
  await inRepository(writeBranches({ base: { 'a.ts': '' }, later, branches: {} }), async (git) => {
    const [base, first] = await Promise.all([git.resolve('main'), git.resolve('main~120')]);
    const files = Array.from({ length: 90 }, (_, i): OfferedFile => {
      const blobs = { before: null, offered: base, base: null, ours: null, theirs: null };
      return { path: `${i}`, kind: '', method: 'lines', decisions: [], ...blobs };
    });
    const offers = Array.from({ length: 90 }, (_, i): Offer => {
      const commit = asOid(i.toString(16).padStart(40, '0'));
      const named = files.map((file) => ({ ...file, path: `${i}/${file.path}` }));
      return {
        commit,
        at: NOW - i,
        target: 'refs/heads/main',
        base: first!,
        strategy: null,
        files: named,
        contested: [],
      };
    });
    const reading = decodeMemory(
      encodeMemory({ ...EMPTY_MEMORY, offers: new Map(offers.map((offer) => [offerKey(offer), offer])) }),
      NOW,
    );
    if (reading.kind === 'damaged') throw new Error(reading.why);
    let lookups = 0;
    const counting: Git = Object.assign(Object.create(git) as Git, {
      entries: (...asked: Parameters<Git['entries']>) => {
        lookups += asked[1].length;
        return git.entries(...asked);
      },
      history: git.history.bind(git),
      unreadable: git.unreadable.bind(git),
    });
    await judgeOffers(counting, { ref: 'refs/heads/main', sha: base! }, reading.memory, NOW);
    expect(lookups).toBeGreaterThan(1_000);
    expect(lookups).toBeLessThanOrEqual(20_000);
  });
});
