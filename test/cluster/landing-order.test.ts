import { landingOrder, type Contender } from '@sluice/cluster';
import { asOid } from '@sluice/model';
import fc from 'fast-check';

function contender(name: string, contains: readonly string[] = [], riskCount = 0): Contender {
  return {
    name,
    commit: asOid('0'.repeat(40)),
    changes: [],
    dependencies: [],
    roots: [],
    contains: new Set(contains),
    landable: true,
    riskCount,
    committedAt: 0,
  };
}

const named = (order: readonly Contender[]) => order.map(({ name }) => name);

test('a branch that defines goes before those that use it, whatever else speaks for them', () => {
  const contenders = [contender('a'), contender('b'), contender('c', [], 5)];
  expect(named(landingOrder(contenders))).toEqual(['a', 'b', 'c']);
  expect(named(landingOrder(contenders, [{ definers: [2], users: [0] }]))).toEqual(['c', 'a', 'b']);
});

test('what the definer is stacked on comes before it', () => {
  const contenders = [contender('a'), contender('b', ['c']), contender('c')];
  expect(named(landingOrder(contenders, [{ definers: [1], users: [0] }]))).toEqual(['c', 'b', 'a']);
});

test('a circle and a long chain end, with everybody once', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => contender(`b${i}`));
  const chain = many.slice(1).map((_, i) => ({ definers: [i + 1], users: [i] }));
  const order = landingOrder(many, [...chain, { definers: [0], users: [many.length - 1] }]);
  expect(new Set(order).size).toBe(many.length);
});

test('without circles every definer is before every user', () => {
  const place = fc.record({ definers: fc.array(fc.nat(9)), users: fc.array(fc.nat(9)) });
  fc.assert(
    fc.property(fc.array(place, { maxLength: 6 }), (places) => {
      const contenders = Array.from({ length: 10 }, (_, i) => contender(`b${i}`, [], (i * 7) % 10));
      // Only from a higher number to a lower one: no circle.
      const straight = places.map(({ definers, users }) => {
        const lowest = Math.min(...definers, 10);
        return { definers, users: users.filter((user) => user < lowest) };
      });
      const rank = new Map(landingOrder(contenders, straight).map(({ name }, i) => [name, i]));
      expect(rank.size).toBe(10);
      for (const { definers, users } of straight)
        for (const definer of definers)
          for (const user of users) expect(rank.get(`b${definer}`)).toBeLessThan(rank.get(`b${user}`)!);
    }),
  );
});
