import { openEngine } from '@sluice/engine';
import type { Store } from '@sluice/ports';
import { note, type Benchmark, type Finding } from './benchmark.ts';
import { inPairs, inSeconds, medianOf, same, times } from './support/measure.ts';
import { surveyOnce } from './support/survey-once.ts';
import { planOf } from './support/survey-plan.ts';
import { withRepository } from './support/synthetic-repository.ts';

interface Scale {
  readonly branches: number;
  readonly files: number;
  readonly rounds: number;
}

/** What symbols add to a survey may take this long. */
const MOST_SECONDS = 1;
const FILES_PER_BRANCH = 10;

/** The survey with symbols against the same survey without them, in turn. */
export const symbols: Benchmark = {
  name: 'symbols',
  about:
    'What reading symbols adds to the survey of 50 branches of 10 files each, where every changed line declares a name that others say too, so that the sieve of words keeps every file.',
  run: (size) =>
    measure(
      size === 'full' ? { branches: 50, files: 1000, rounds: 5 } : { branches: 6, files: 40, rounds: 1 },
    ),
};

async function measure({ branches, files, rounds }: Scale): Promise<readonly Finding[]> {
  const plan = planOf({ branches, files, filesPerBranch: FILES_PER_BRANCH, shared: 10, late: false });
  const engine = await openEngine();
  let read = 0;
  const openSymbols = async () => ({
    symbols: (path: string, text: string) => {
      read += 1;
      return engine.symbols(path, text);
    },
  });
  return withRepository(plan, async (directory) => {
    const plain = await surveyOnce(directory);
    const full = await surveyOnce(directory, { openSymbols });
    same(landing(full), landing(plain), 'symbols keep nobody from landing here');
    const parsed = read;
    const pairs = await inPairs(
      rounds,
      async () => (await surveyOnce(directory, { openSymbols })).seconds,
      async () => (await surveyOnce(directory)).seconds,
    );
    const added = pairs.ours - pairs.theirs;
    const store = memoryStore();
    const again = await medianOf(
      rounds,
      async () => (await surveyOnce(directory, { openSymbols, store })).seconds,
    );
    return [
      {
        what: `${branches} branches, ${FILES_PER_BRANCH} files a branch, ${parsed} versions of files read`,
        figure: `${inSeconds(added)} more`,
        baseline: `the survey without symbols: ${inSeconds(pairs.theirs)}`,
        ratio: `${times(1 / pairs.ratio)} as long`,
        bar: `≤ ${MOST_SECONDS} s more`,
        met: added <= MOST_SECONDS,
      },
      note('the same when every blob was read before', inSeconds(again)),
    ];
  });
}

function landing({ clusters }: Awaited<ReturnType<typeof surveyOnce>>): string[] {
  return clusters.flatMap(({ lands }) => lands).sort();
}

function memoryStore(): Store {
  const values = new Map<string, string>();
  return {
    get: async (key) => JSON.parse(values.get(key) ?? 'null') ?? undefined,
    put: async (key, value) => void values.set(key, JSON.stringify(value)),
  };
}
