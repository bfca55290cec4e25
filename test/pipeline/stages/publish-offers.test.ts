// A checkpoint never waits for an offer, and an offer never stands in somebody's way.
import { Fault, type Oid } from '@sluice/model';
import { publishOffers, withOffers } from '../../../packages/pipeline/src/stages/publish-offers.ts';
import type { Offer } from '../../../packages/pipeline/src/stages/remake-offers.ts';

const oid = (digit: string): Oid => digit.repeat(40) as Oid;
const offer = (name: string, commit: Oid): Offer => ({
  candidate: `c1.${name}`,
  branch: `sluice/offers/claude/${name}/port-${'a'.repeat(12)}`,
  commit,
  known: [],
});
const at = ({ branch }: Offer): string => `refs/heads/${branch}`;
const AGENTS = ['x', 'y', 'z'].map((name) => [`refs/heads/claude/${name}`, oid('a')] as const);

async function published(
  offers: readonly Offer[],
  refs: readonly (readonly [string, Oid])[],
  push: (ref: string) => 'done' | 'lost' = () => 'done',
) {
  const pushed: { ref: string; from: Oid | null; to: Oid | null }[] = [];
  const told: string[] = [];
  const there = await publishOffers(
    {
      git: { publish: () => Promise.resolve() } as never,
      gate: { pass: () => Promise.resolve() } as never,
      remote: {
        push: async (change: (typeof pushed)[number]) => {
          pushed.push(change);
          return Promise.resolve(push(change.ref));
        },
      } as never,
      progress: ({ message }) => void told.push(message),
    },
    offers,
    new Map([...AGENTS, ...refs]),
  );
  return { pushed, told, there };
}

const [X, Y, Z] = [offer('x', oid('1')), offer('y', oid('2')), offer('z', oid('3'))];

test('what is there already is not pushed, what differs is replaced, and what is outdated goes', async () => {
  const gone = `refs/heads/sluice/offers/claude/gone/port-${'a'.repeat(12)}`;
  const { pushed, there } = await published(
    [X, Y, Z],
    [
      [at(X), oid('1')],
      [at(Y), oid('9')],
      [gone, oid('8')],
    ],
  );
  expect(pushed).toEqual([
    { ref: at(Y), from: oid('9'), to: oid('2') },
    { ref: at(Z), from: null, to: oid('3') },
    { ref: gone, from: oid('8'), to: null },
  ]);
  expect(there).toEqual([X, Y, Z]);
});

test('one that is refused or lost is not told as offered, and the others are pushed', async () => {
  const { there, told } = await published([X, Y, Z], [], (ref) => {
    if (ref === at(X)) throw new Fault('FORGE_DENIED', 'A ruleset refuses it.', 'Ask.');
    return ref === at(Y) ? 'lost' : 'done';
  });
  expect(there).toEqual([Z]);
  expect(told).toEqual([`${at(X)} is not written: A ruleset refuses it.`]);
});

test('stop stops', async () => {
  const stopped = published([X], [], () => {
    throw new Fault('STOPPED', 'Somebody said stop.', 'Wait.');
  });
  await expect(stopped).rejects.toMatchObject({ code: 'STOPPED' });
});

test('a verdict says where what was pushed is, and nowhere else', () => {
  const resolutions = [
    { candidate: 'c1.x', ref: '' },
    { candidate: 'c1.y', ref: 'refs/heads/main' },
  ];
  const told = withOffers({ result: { model: { resolutions } } } as never, [X]);
  expect(told.result.model!.resolutions.map(({ ref }) => ref)).toEqual([X.branch, '']);
});
