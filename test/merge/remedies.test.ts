import { candidateBudget, contendedPaths, remediesFor, type ContestedStrategy } from '@sluice/merge';
import { isGenerated } from '@sluice/formats';
import { asOid, type PathChange } from '@sluice/model';

const oid = asOid('1'.repeat(40));
const version = { mode: '100644', oid };
const both = { base: true, ours: true, theirs: true };
const STRATEGIES: readonly ContestedStrategy[] = ['by-meaning', 'one-agent-primary', 'minimal'];

function kinds(strategy: ContestedStrategy, path: string, sides = both): string[] {
  return remediesFor(strategy, { path, ...sides }).map((remedy) =>
    'method' in remedy ? remedy.method : remedy.kind,
  );
}

describe('the remedies for a contended path', () => {
  test.each(STRATEGIES)('of %s begin with what loses nothing', (strategy) => {
    expect(kinds(strategy, 'packages/a/package.json')[0]).toBe('package-json');
    expect(kinds(strategy, 'package-lock.json')[0]).toBe('taken-out');
  });

  test.each(STRATEGIES)('of %s say in words what they drop, unless they merge by meaning', (strategy) => {
    for (const sides of [
      both,
      { ...both, base: false },
      { ...both, ours: false },
      { ...both, theirs: false },
    ]) {
      for (const remedy of remediesFor(strategy, { path: 'f', ...sides })) {
        if (remedy.kind === 'keep') expect(remedy.dropped).not.toBe('');
      }
    }
  });

  test('of by-meaning end where nothing can be merged by meaning', () => {
    expect(kinds('by-meaning', 'src/a.ts')).toEqual([]);
    expect(kinds('by-meaning', 'package.json', { ...both, base: false })).toEqual([]);
  });

  test('of a primary merge the lines where there are three versions, else keep the one that is there', () => {
    expect(remediesFor('one-agent-primary', { path: 'f', ...both })).toMatchObject([{ kind: 'favour' }]);
    const deleted = { ...both, ours: false };
    expect(remediesFor('one-agent-primary', { path: 'f', ...deleted })).toMatchObject([{ kind: 'keep' }]);
  });

  test('of minimal leave the change on its branch', () => {
    expect(kinds('minimal', 'src/a.ts')).toEqual(['deferred']);
  });

  test('keep no lockfile that the candidate does not have', () => {
    expect(kinds('by-meaning', 'yarn.lock', { ...both, ours: false })).toEqual([]);
  });
});

describe('the contended paths of a branch', () => {
  const moved: PathChange[] = [
    { path: 'old', before: version, after: null, regions: null, renamedTo: 'new' },
    { path: 'new', before: null, after: version, regions: null, renamedTo: null },
    { path: 'far', before: version, after: version, regions: [], renamedTo: null },
  ];

  test.each(['old', 'new'])('are both ends of a rename when %s is contended', (path) => {
    expect(contendedPaths([path], moved)).toEqual(new Set(['old', 'new']));
  });

  test('are no others', () => {
    expect(contendedPaths(['far'], moved)).toEqual(new Set(['far']));
    expect(contendedPaths([], moved)).toEqual(new Set());
  });
});

describe('small decisions', () => {
  test.each([
    [1, null, 3],
    [2, null, 4],
    [9, null, 5],
    [9, 1, 1],
    [1, 12, 12],
  ])('%i agents with a budget of %s get %i candidates', (agents, configured, most) => {
    expect(candidateBudget(agents, configured)).toBe(most);
  });

  test('a lockfile is generated wherever it lies, a file with a similar name is not', () => {
    expect(['Cargo.lock', 'a/b/pnpm-lock.yaml', 'go.sum'].every(isGenerated)).toBe(true);
    expect(['Cargo.lock/x', 'my-package-lock.json', 'go.mod'].some(isGenerated)).toBe(false);
  });
});
