// What people make of conflicts and of checkpoints is learned by the jobs on the forge, and the next runs go by it.
import { describeMemory, decodeMemory, type DescribedMemory } from '@sluice/memory';
import { ownBranchesRuleset } from '../../packages/cli/src/doctor/rulesets.ts';
import { lines, PROJECT, Shop, SHOP } from '../support/github/agents.ts';

jest.setTimeout(600_000);

const program = (body: readonly string[]): string =>
  lines(
    "import { log } from './log.js';",
    '',
    'export function start() {',
    ...body,
    '}',
    '',
    'export const NAME = 1;',
  );
const ONE = ["  const left = open('left');", '  log(left.size);'];
const OTHER = ['  for (const name of names()) {', '    log(name);', '  }'];
const FILES = ['src/a.js', 'src/b.js', 'src/c.js', 'src/d.js'] as const;

let shop: Shop;
let fourth: string[];
let stateAfter: { offer: string; again: string };
let recalled: { text: string; method: string };
/** The memory after each run of the coordinator. */
const after: DescribedMemory[] = [];

/** Two agents put different code at one place of the file. */
async function contend(file: string, name: string): Promise<string[]> {
  const names = [`claude/${name}-one`, `claude/${name}-other`];
  await shop.branch(names[0]!, { [file]: program(ONE) });
  await shop.branch(names[1]!, { [file]: program(OTHER) });
  return names;
}

/** Agents push, the coordinator runs, and what is known then is kept for the tests. */
async function run(branches: readonly string[]): Promise<void> {
  await shop.push(branches);
  await shop.idle();
  const reading = decodeMemory(
    await shop.at('show', 'sluice/state:memory.json'),
    Math.floor(Date.now() / 1000),
  );
  if (reading.kind === 'damaged') throw new Error(reading.why);
  after.push(describeMemory(reading.memory));
}

/** A person brings main to what it is in the work tree, and takes the branches of agents away. */
async function publishMain(done: readonly string[]): Promise<void> {
  await shop.push(['main', ...done.map((name) => `:${name}`)], shop.maintainerToken);
  await shop.idle();
}

async function mergeByHand(names: readonly string[], file: string, content: string): Promise<void> {
  await shop.git('merge', '--quiet', '--no-ff', '-m', `Merge ${names[0]}`, names[0]!);
  await shop.git('merge', '--quiet', '--no-commit', names[1]!).catch(() => undefined);
  shop.write({ [file]: content });
  await shop.commit(`Merge ${names[1]} by hand`);
}

/** Takes the checkpoint over to main, as it is or with an edit before. */
async function mergeCheckpoint(edit: Record<string, string> = {}): Promise<void> {
  await shop.git('fetch', '--quiet', shop.remote(shop.maintainerToken), 'sluice/checkpoint');
  await shop.git('merge', '--quiet', '--no-ff', '-m', 'Merge the checkpoint', 'FETCH_HEAD');
  if (Object.keys(edit).length === 0) return;
  await shop.git('reset', '--quiet', '--hard', 'HEAD~');
  await shop.git('checkout', '--quiet', '-B', 'checkpoint', 'FETCH_HEAD');
  shop.write(edit);
  await shop.commit('Do it the other way round');
  await shop.git('checkout', '--quiet', 'main');
  await shop.git('merge', '--quiet', '--no-ff', '-m', 'Merge the checkpoint', 'checkpoint');
}

beforeAll(async () => {
  const files = { ...PROJECT, ...Object.fromEntries(FILES.map((file) => [file, program([])])) };
  shop = await Shop.open({ files, policy: 'memory: branch\n' });
  // Nobody but the bot and people writes to what is Sluice's own.
  shop.forge.hub.createRuleset(SHOP, { ...ownBranchesRuleset(), enforcement: 'active' });

  // Nobody knows what to do with the conflict; a person does it.
  const first = await contend('src/a.js', 'a');
  await run(first);
  await mergeByHand(first, 'src/a.js', program([...OTHER, ...ONE]));
  await publishMain(first);
  await shop.branch('claude/note', { 'src/note.js': lines('export const note = "thanks";') });
  await run(['claude/note']);

  // The same in another file is decided so, and merged as it is; later it is taken back.
  const second = await contend('src/b.js', 'b');
  await run(second);
  const offer = await shop.at('rev-parse', 'sluice/state');
  await shop.coordinate();
  await shop.idle();
  stateAfter = { offer, again: await shop.at('rev-parse', 'sluice/state') };
  const methods = await shop.at(
    'log',
    '--format=%(trailers:key=Sluice-Method,valueonly)',
    'main..sluice/checkpoint',
  );
  recalled = { text: await shop.at('show', 'sluice/checkpoint:src/b.js'), method: methods };
  await mergeCheckpoint();
  await publishMain([...second, 'claude/note']);
  const third = await contend('src/c.js', 'c');
  await run(third);

  // In the third file a person would rather have it the other way round.
  await mergeCheckpoint({ 'src/c.js': program([...ONE, ...OTHER]) });
  shop.write({ 'src/b.js': program([]) });
  await shop.commit('Take it back');
  await publishMain(third);
  fourth = await contend('src/d.js', 'd');
  await run(fourth);
});
afterAll(() => shop.close());

test('every run ended well but the audit of the checkpoint that was edited', () => {
  const unhappy = shop.story().filter((each) => !/ (?:success|cancelled)$/.test(each));
  expect(unhappy).toEqual(['Sluice push failure']);
  expect(shop.failures()).toContainEqual(expect.stringMatching(/What landed is not what was validated/));
  expect(shop.complaints).toEqual([]);
});

test('what a person decided in a merge is known once tests passed with it', () => {
  expect(after[0]!.decisions).toEqual([]);
  expect(after[1]!.decisions).toEqual([
    expect.objectContaining({
      recalled: true,
      paths: ['src/a.js'],
      counts: expect.objectContaining({ decided: 1, passed: 1 }),
    }),
  ]);
});

test('the same conflict in another file is delivered as it was decided', () => {
  expect(recalled.text).toBe(program([...OTHER, ...ONE]));
  expect(recalled.method).toMatch(/^remembered$/m);
});

test('that it was merged as it was speaks for the decision', () => {
  expect(after[2]!.decisions[0]!.counts).toMatchObject({ landed: 0 });
  expect(after[3]!.decisions[0]!.counts).toMatchObject({ landed: 1, reverted: 0, edited: 0 });
  expect(after[3]!.statistics).toContainEqual(
    expect.objectContaining({ subject: 'method/content js/remembered', good: 1, bad: 0 }),
  );
});

test('that it was edited before it was merged, or taken back, speaks against it, and what was written instead is known', () => {
  const [before] = after[3]!.decisions;
  const now = after[4]!.decisions;
  expect(now.find(({ decision }) => decision.id === before!.decision.id)).toMatchObject({
    recalled: false,
    counts: { landed: 1, reverted: 1, edited: 1 },
  });
  expect(now.filter(({ decision }) => decision.id !== before!.decision.id)).toEqual([
    expect.objectContaining({ recalled: false, paths: ['src/c.js'] }),
  ]);
});

test('what was taken back is not done again by the very next run', async () => {
  const told = await Promise.all(fourth.map((name) => shop.told(name)));
  expect(told.map((each) => each?.conclusion ?? '').toSorted()).toEqual(['action_required', 'success']);
});

test('a run that finds everything as it was adds nothing', () => {
  expect(stateAfter.again).toBe(stateAfter.offer);
});

test('the branch shares no history with main, and has nothing but the memory', async () => {
  expect(await shop.at('ls-tree', '-r', '--name-only', 'sluice/state')).toBe('memory.json\n');
  await expect(shop.at('merge-base', 'main', 'sluice/state')).rejects.toThrow();
});
