import fc from 'fast-check';
import type { Oid } from '@sluice/model';
import { offerBranch, outdatedOffers } from '../../../packages/pipeline/src/stages/offer-branch.ts';

const [NOW, BEFORE] = ['a'.repeat(40), 'b'.repeat(40)] as [Oid, Oid];
const refsOf = (...pairs: readonly (readonly [string, Oid])[]): ReadonlyMap<string, Oid> =>
  new Map(pairs.map(([name, oid]) => [`refs/heads/${name}`, oid]));

test('an offer is outdated exactly when its branch is gone or has another head', () => {
  const part = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
  const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
  fc.assert(
    fc.property(name, fc.constantFrom('port', 'fresh', 'convention'), (branch, strategy) => {
      const offer = offerBranch(branch, strategy, NOW);
      const at = (...own: readonly (readonly [string, Oid])[]) =>
        outdatedOffers(refsOf([offer, BEFORE], ...own));
      expect(at([branch, NOW])).toEqual([]);
      expect(at([branch, BEFORE])).toEqual([`refs/heads/${offer}`]);
      expect(at()).toEqual([`refs/heads/${offer}`]);
    }),
  );
});

test('nothing else is taken for an offer', () => {
  const others = [
    'sluice/checkpoint',
    'sluice/state',
    'sluice/offers/x',
    'claude/offers/a/port-aaaaaaaaaaaa',
  ];
  expect(outdatedOffers(refsOf(...others.map((name) => [name, NOW] as const)))).toEqual([]);
});
