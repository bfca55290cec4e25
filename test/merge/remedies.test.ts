import { isGenerated } from '@sluice/formats';
import {
  bareLines,
  candidateBudget,
  conflictKinds,
  contendedPaths,
  losesNoEdit,
  remediesFor,
  type Contended,
  type ContestedStrategy,
  type Remedy,
} from '@sluice/merge';
import { asOid, type PathChange } from '@sluice/model';

const oid = asOid('1'.repeat(40));
const version = { mode: '100644', oid };
const both = { conflict: 'content', base: true, ours: true, theirs: true } as const;
const STRATEGIES: readonly ContestedStrategy[] = ['by-meaning', 'likely', 'one-agent-primary', 'minimal'];

function remedies(strategy: ContestedStrategy, path: string, sides: Partial<Contended> = {}): Remedy[] {
  return remediesFor(strategy, { path, ...both, ...sides }, 0.9);
}

function kinds(strategy: ContestedStrategy, path: string, sides: Partial<Contended> = {}): string[] {
  return remedies(strategy, path, sides).map((remedy) => ('method' in remedy ? remedy.method : remedy.kind));
}

describe('the remedies for a contended path', () => {
  test.each(STRATEGIES)('of %s begin with what is sound', (strategy) => {
    expect(kinds(strategy, 'src/a.ts')[0]).toBe('merge');
    expect(kinds(strategy, 'src/a.ts', { conflict: 'add-add', base: false })[0]).toBe('merge');
    expect(kinds(strategy, 'src/a.ts', { conflict: 'file-location', ours: false })[0]).toBe('as-suggested');
    expect(kinds(strategy, 'package-lock.json')[0]).toBe('taken-out');
  });

  test('are as certain as the policy wants, unless a person looks at them', () => {
    const merge = { kind: 'merge' };
    expect(remedies('by-meaning', 'a.ts')).toEqual([{ ...merge, least: 0.9 }]);
    expect(remedies('minimal', 'a.ts')[0]).toEqual({ ...merge, least: 0.9 });
    expect(remedies('likely', 'a.ts')).toEqual([{ ...merge, least: 0 }]);
  });

  test('let a file that was changed go without a person only where that does no harm', () => {
    for (const side of ['ours', 'theirs']) {
      const gone = { conflict: 'modify-delete', [side]: false } as const;
      expect(remedies('by-meaning', 'a.ts', gone)).toEqual([{ kind: 'delete', harmless: true }]);
      expect(remedies('likely', 'a.ts', gone)).toEqual([
        { kind: 'delete', harmless: true },
        { kind: 'delete', harmless: false },
      ]);
    }
    expect(remedies('by-meaning', 'a.ts', { conflict: 'rename-delete', ours: false })).toEqual([]);
    expect(kinds('likely', 'a.ts', { conflict: 'rename-delete', ours: false })).toEqual(['delete']);
  });

  test.each(['rename-rename', 'directory-file', 'type', 'binary'] as const)(
    'of %s are none that need no person',
    (conflict) => {
      expect(remedies('by-meaning', 'a.ts', { conflict })).toEqual([]);
      expect(remedies('likely', 'a.ts', { conflict })).toEqual([]);
    },
  );

  test.each(STRATEGIES)('of %s say in words what they drop', (strategy) => {
    for (const sides of [{}, { base: false }, { ours: false }, { theirs: false }]) {
      for (const remedy of remedies(strategy, 'f', sides)) {
        if (remedy.kind === 'keep') expect(remedy.dropped).not.toBe('');
      }
    }
  });

  test('of a primary merge the lines where there are three versions, else keep the one that is there', () => {
    expect(remedies('one-agent-primary', 'f').at(-1)).toMatchObject({ kind: 'favour' });
    expect(remedies('one-agent-primary', 'f', { ours: false }).at(-1)).toMatchObject({ kind: 'keep' });
  });

  test('of minimal leave the change on its branch', () => {
    expect(kinds('minimal', 'src/a.ts').at(-1)).toBe('deferred');
  });

  test('keep no lockfile that the candidate does not have', () => {
    expect(kinds('by-meaning', 'yarn.lock', { conflict: 'modify-delete', ours: false })).toEqual(['delete']);
  });
});

describe('a deletion', () => {
  const base = 'function total(items) {\n  return sum(items);\n}\n';
  const edited = 'function total(items) {\n  return round(sum(items));\n}\n';
  const elsewhere = (text: string): Set<string> => new Set(bareLines(text));

  test('does no harm to an edit of white space', () => {
    expect(losesNoEdit(base, base.replaceAll('  ', '\t').replaceAll('\n', '\r\n'), new Set())).toBe(true);
  });

  test('does no harm where the content moved and has the edit there', () => {
    expect(losesNoEdit(base, edited, elsewhere(`// moved\n${edited}`))).toBe(true);
    expect(losesNoEdit(base, edited, elsewhere(base))).toBe(false);
  });

  test('does harm where the content moved without what the edit took out or changed', () => {
    expect(losesNoEdit(base, edited, elsewhere(base + edited))).toBe(false);
    expect(losesNoEdit(base, base.replace('  return sum(items);\n', ''), elsewhere(base))).toBe(false);
  });

  test('does harm where nothing telling was added elsewhere', () => {
    expect(losesNoEdit('a\n', 'a\n}\n', new Set(['}']))).toBe(false);
    expect(losesNoEdit(base, edited, new Set())).toBe(false);
  });
});

describe('the kind of a conflict', () => {
  test('is the most telling of what git says about a path', () => {
    const kindsOf = conflictKinds([
      { kind: 'CONFLICT (modify/delete)', paths: ['c'] },
      { kind: 'CONFLICT (rename/delete)', paths: ['c', 'a'] },
      { kind: 'CONFLICT (contents)', paths: ['x'] },
      { kind: 'Auto-merging', paths: ['y'] },
    ]);
    expect([...kindsOf]).toEqual([
      ['c', 'rename-delete'],
      ['a', 'rename-delete'],
    ]);
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
