// What people decided once is decided so again, until something speaks against it.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VersionedFile } from '@sluice/adapters/store/versioned-file';
import { EMPTY_MEMORY, encodeMemory, methodSubject, remember, type MemoryOutcome } from '@sluice/memory';
import { asOid, type Method } from '@sluice/model';
import { outcomes, resultOf, sluice, type Finished } from '../support/cli.ts';
import { copyOf, repository, type Repository } from '../support/repository.ts';
import { removeAll } from '../support/sandboxed.ts';

afterAll(removeAll);

const PROGRAM = (body: string): string => `import { log } from './log.ts';

export function start(): void {
${body}}

export const NAME = 'program';
`;
const ONE = `  const left = open('left');
  log(left.size);
`;
const OTHER = `  for (const name of names()) {
    log(name);
  }
`;
const BASE = { 'program.ts': PROGRAM(''), 'check.sh': 'exit 0\n' };

const run = (repo: Repository, ...more: readonly string[]): Promise<Finished> =>
  testing(repo, 'sh ./check.sh', ...more);
const testing = (repo: Repository, test: string, ...more: readonly string[]): Promise<Finished> =>
  sluice(['run', '--tier', `test=${test}`, '--no-install', '--repo', repo.path, ...more]);
const memory = (repo: Repository, ...words: readonly string[]): Promise<Finished> =>
  sluice(['memory', ...words, '--repo', repo.path]);

/** What is old counts no more: commits are of today. */
const now = (): number => Math.floor(Date.now() / 1000);

/** Two branches that put different code at one place. */
function contend(repo: Repository): void {
  repo.commit('claude/one', { 'program.ts': PROGRAM(ONE) }, { from: 'main', at: now() });
  repo.commit('claude/other', { 'program.ts': PROGRAM(OTHER) }, { from: 'main', at: now() + 1 });
}

/** As a person does it who merges both into a branch and writes what is right. */
function mergeByHand(repo: Repository, content: string, into = 'main'): void {
  repo.git('checkout', '--quiet', into);
  for (const branch of ['claude/one', 'claude/other']) {
    try {
      repo.git('merge', '--quiet', '--no-ff', '-m', `Merge ${branch}`, branch);
    } catch {
      repo.write('program.ts', content);
      repo.git('commit', '--quiet', '--all', '-m', `Merge ${branch} by hand`);
    }
  }
  repo.git('checkout', '--quiet', 'main');
}

/**
 * A repository whose memory has seen a person decide, and tests pass with it; the same conflict is before it again, on
 * the branch `release`, which has nothing of it.
 */
async function makeRepositoryThatKnows(...options: readonly string[]): Promise<Repository> {
  const repo = repository(BASE);
  repo.git('branch', 'release');
  contend(repo);
  await run(repo, ...options);
  mergeByHand(repo, PROGRAM(OTHER + ONE));
  repo.commit('claude/readme', { 'readme.md': 'words\n' }, { from: 'main' });
  await run(repo, ...options);
  return repo;
}

let known: Promise<Repository> | undefined;

/** Made once: each test gets a copy. */
async function repositoryThatKnows(): Promise<Repository> {
  return copyOf(await (known ??= makeRepositoryThatKnows()));
}

const onRelease = (repo: Repository, ...more: readonly string[]): Promise<Finished> =>
  run(repo, '--base', 'release', '--branches', 'claude/o*', ...more);
const methods = (finished: Finished): string[] =>
  resultOf(finished).candidates.flatMap(({ files }) => files.map(({ path, method }) => `${path} ${method}`));

describe('the same conflict again', () => {
  test('is held where nobody has decided it', async () => {
    const repo = repository(BASE);
    contend(repo);
    expect(Object.values(outcomes(await run(repo))).toSorted()).toEqual(['held conflict', 'landed merged']);
  });

  test('lands as a person decided it', async () => {
    const repo = await repositoryThatKnows();
    const finished = await onRelease(repo);
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['landed merged', 'landed resolved']);
    expect(methods(finished)).toContain('program.ts remembered');
    const { ref } = resultOf(finished).checkpoint!;
    expect(repo.show(ref, 'program.ts')).toBe(PROGRAM(OTHER + ONE));
    expect(repo.git('log', '-1', '--format=%(trailers:key=Sluice-Method,valueonly,separator=)', ref)).toBe(
      'remembered',
    );
  });

  test('is held where the policy wants no memory', async () => {
    const repo = await repositoryThatKnows();
    const finished = await onRelease(repo, '--memory', 'off');
    expect(Object.values(outcomes(finished)).toSorted()).toEqual(['held conflict', 'landed merged']);
  });

  test('is held until tests passed with the decision', async () => {
    const repo = repository(BASE);
    repo.git('branch', 'release');
    contend(repo);
    await run(repo);
    mergeByHand(repo, PROGRAM(OTHER + ONE));
    repo.commit('claude/readme', { 'readme.md': 'words\n' }, { from: 'main' });
    await run(repo, '--no-tests');
    expect(Object.values(outcomes(await onRelease(repo)))).toContain('held conflict');
    await run(repo);
    expect(Object.values(outcomes(await onRelease(repo)))).toContain('landed resolved');
  });

  test('is held once a person decided otherwise', async () => {
    const repo = await repositoryThatKnows();
    repo.git('branch', 'next', 'release');
    const onNext = ['--base', 'next', '--branches', 'claude/readme'];
    await run(repo, ...onNext);
    mergeByHand(repo, PROGRAM(ONE + OTHER), 'next');
    await run(repo, ...onNext);
    expect(Object.values(outcomes(await onRelease(repo)))).toContain('held conflict');
    const { decisions } = JSON.parse((await memory(repo, 'list', '--json')).stdout);
    expect(decisions).toEqual([
      expect.objectContaining({ recalled: false, contradictions: 1 }),
      expect.objectContaining({ recalled: false, contradictions: 1 }),
    ]);
  });
});

describe('what became of what was offered', () => {
  test('as it was speaks for the decision', async () => {
    const repo = await repositoryThatKnows();
    await onRelease(repo, '--land');
    await onRelease(repo, '--branches', 'claude/readme');
    const { stdout } = await memory(repo, 'list', '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      decisions: [{ recalled: true, counts: { decided: 1, passed: 2, landed: 1 } }],
    });
  });

  test('edited by a person before it was merged speaks against it, and what they wrote is known', async () => {
    const repo = await repositoryThatKnows();
    const { ref } = resultOf(await onRelease(repo)).checkpoint!;
    repo.commit(ref.replace('refs/heads/', ''), { 'program.ts': PROGRAM(ONE + OTHER) }, { at: now() });
    repo.git('branch', '--force', 'release', ref);
    await onRelease(repo, '--branches', 'claude/readme');
    const { decisions } = JSON.parse((await memory(repo, 'list', '--json')).stdout);
    expect(decisions).toHaveLength(2);
    expect(decisions).toEqual([
      expect.objectContaining({ recalled: false }),
      expect.objectContaining({ recalled: false }),
    ]);
    expect(decisions.map(({ counts }: { counts: { edited: number } }) => counts.edited).toSorted()).toEqual([
      0, 1,
    ]);
  });

  test('and taken back later speaks against it', async () => {
    const repo = await repositoryThatKnows();
    await onRelease(repo, '--land');
    repo.commit('release', { 'program.ts': BASE['program.ts'] }, { at: now() });
    await onRelease(repo, '--branches', 'claude/readme');
    const { decisions } = JSON.parse((await memory(repo, 'list', '--json')).stdout);
    expect(decisions[0]).toMatchObject({ recalled: false, counts: { landed: 1, reverted: 1 } });
  });

  test('and failed its tests speaks against it', async () => {
    const repo = await repositoryThatKnows();
    const picky = '! grep -q left program.ts || ! grep -q names program.ts';
    const finished = await testing(repo, picky, '--base', 'release', '--branches', 'claude/o*');
    expect(Object.values(outcomes(finished))).toContain('held interaction');
    const { decisions } = JSON.parse((await memory(repo, 'list', '--json')).stdout);
    expect(decisions[0]).toMatchObject({ recalled: false, counts: { failed: 1 } });
  });
});

describe('the memory', () => {
  test('is shown, decision by decision', async () => {
    const repo = await repositoryThatKnows();
    const { stdout } = await memory(repo, 'list');
    expect(stdout).toMatch(/^1 decision, 0 offers /);
    const [, id] = /^([0-9a-f]{24}) {2}80 % {2}taken again {2}2 observations .* program\.ts$/m.exec(stdout)!;
    const shown = (await memory(repo, 'show', id!.slice(0, 6))).stdout;
    expect(shown).toContain('log(left.size);');
    expect(shown).toContain('decided so by a person: 1\ntests passed with it: 1');
  });

  test('forgets one, and learns nothing old again', async () => {
    const repo = await repositoryThatKnows();
    const [id] = /^[0-9a-f]{24}/m.exec((await memory(repo, 'list')).stdout)!;
    expect((await memory(repo, 'forget', id)).stdout).toBe(`Forgot ${id}.\n`);
    expect((await memory(repo, 'list')).stdout).toBe('Nothing is remembered.\n');
    expect(Object.values(outcomes(await onRelease(repo)))).toContain('held conflict');
    expect((await memory(repo, 'show', id)).stderr).toMatch(/UNKNOWN_NAME/);
  });

  test('forgets all', async () => {
    const repo = await repositoryThatKnows();
    expect((await memory(repo, 'forget')).code).toBe(1);
    expect((await memory(repo, 'forget', '--all')).stdout).toBe('Forgot 1 decisions.\n');
    expect((await memory(repo, 'list')).stdout).toBe('Nothing is remembered.\n');
  });

  test('on a branch is a file of its own history, and nothing is kept elsewhere', async () => {
    const repo = await makeRepositoryThatKnows('--memory', 'branch');
    expect(repo.paths('sluice/state')).toEqual(['memory.json']);
    expect(readdirSync(join(repo.gitDir, 'sluice'))).not.toContain('memory');
    expect(methods(await onRelease(repo, '--memory', 'branch'))).toContain('program.ts remembered');
  });

  test('that is damaged is told of, put aside, and taken for empty', async () => {
    const repo = await repositoryThatKnows();
    const place = join(repo.gitDir, 'sluice/memory');
    const newest = readdirSync(place).toSorted((a, b) => parseInt(b, 10) - parseInt(a, 10))[0]!;
    const damaged = readFileSync(join(place, newest), 'utf8').slice(0, -30);
    writeFileSync(join(place, newest), damaged);
    const finished = await onRelease(repo);
    expect(Object.values(outcomes(finished))).toContain('held conflict');
    expect(finished.stderr).toMatch(/^memory: The memory .* cannot be read, since it is not JSON/m);
    expect(resultOf(finished).tests.notes).toEqual([expect.stringMatching(/it is not JSON/)]);
    const [aside] = readdirSync(place).filter((name) => name.startsWith('damaged-'));
    expect(readFileSync(join(place, aside!), 'utf8')).toBe(damaged);
    expect((await onRelease(repo)).stderr).not.toMatch(/^memory:/m);
  });

  test('loses nothing of two runs at once', async () => {
    const repo = await repositoryThatKnows();
    const before = JSON.parse((await memory(repo, 'list', '--json')).stdout);
    repo.git('branch', 'second', 'release');
    await Promise.all([onRelease(repo), run(repo, '--base', 'second', '--branches', 'claude/o*')]);
    const after = JSON.parse((await memory(repo, 'list', '--json')).stdout);
    expect(before.offers).toBe(0);
    expect(after.offers).toBe(2);
  });

  test('is not written by a plan or a dry run', async () => {
    const repo = await repositoryThatKnows();
    const kept = (): string[] => readdirSync(join(repo.gitDir, 'sluice/memory')).toSorted();
    const before = kept();
    await onRelease(repo, '--dry-run');
    await sluice(['plan', '--base', 'release', '--branches', 'claude/o*', '--repo', repo.path]);
    expect(kept()).toEqual(before);
  });
});

describe('what people make of a method', () => {
  const IMPORTS = (...names: readonly string[]): string =>
    [...names.map((name) => `import { ${name} } from './${name}.ts';\n`), '\nexport const x = a;\n'].join('');

  /** Two branches that add an import each, and a memory that has seen how people fared with such merges. */
  async function afterSeeing(method: Method, heard: readonly MemoryOutcome[]): Promise<Repository> {
    const repo = repository({ ...BASE, 'a.ts': IMPORTS('a') });
    repo.commit('claude/b', { 'a.ts': IMPORTS('a', 'b') }, { from: 'main', at: now() });
    repo.commit('claude/c', { 'a.ts': IMPORTS('a', 'c') }, { from: 'main', at: now() + 1 });
    const seen = heard.map((outcome, i) => {
      const on = { source: asOid(i.toString(16).padStart(40, '0')), path: 'src/b.ts', at: now() };
      return { subject: methodSubject('content ts', method), outcome, on };
    });
    const kept = new VersionedFile(join(repo.gitDir, 'sluice/memory'));
    await kept.replace(null, encodeMemory(remember(EMPTY_MEMORY, seen)));
    return repo;
  }
  const confidences = (finished: Finished): (number | null)[] =>
    resultOf(finished).candidates.flatMap(({ files }) => files.map(({ confidence }) => confidence));
  const many = (outcome: MemoryOutcome): MemoryOutcome[] => Array.from({ length: 25 }, () => outcome);

  test('changes nothing while they take it as it is', async () => {
    const repo = await afterSeeing('structured', many('landed'));
    const finished = await run(repo);
    expect(methods(finished)).toContain('a.ts structured');
    const untouched = repository({ ...BASE, 'a.ts': IMPORTS('a') });
    for (const name of ['b', 'c'])
      untouched.commit(`claude/${name}`, { 'a.ts': IMPORTS('a', name) }, { from: 'main', at: now() });
    expect(confidences(finished)).toEqual(confidences(await run(untouched)));
  });

  test('leaves it to them once they keep editing it, and the memory says why', async () => {
    const repo = await afterSeeing('structured', many('edited'));
    expect(Object.values(outcomes(await run(repo))).toSorted()).toEqual(['held conflict', 'landed merged']);
    expect((await memory(repo, 'list')).stdout).toContain('0 for, 25 against  method/content ts/structured');
  });

  test('can be forgotten by its name', async () => {
    const repo = await afterSeeing('structured', many('edited'));
    const name = 'method/content ts/structured';
    expect((await memory(repo, 'forget', name)).stdout).toBe(`Forgot ${name}.\n`);
    expect(methods(await run(repo))).toContain('a.ts structured');
  });
});
