// Names that belong to the repository or to a registry of its own, and come from the one that everybody can publish to.
import { locked, modules, packageJson, packageLock, tarball } from '../../support/lockfiles.ts';
import { foundIn, type Texts } from './found-in.ts';

const OWN_REGISTRY = 'npm.own.example';

interface Project {
  readonly name?: string;
  readonly wishes: Readonly<Record<string, string>>;
  readonly entries: Readonly<Record<string, object>>;
}

function project({ name = 'project', wishes, entries }: Project): Texts {
  return { 'package.json': packageJson(wishes, { name }), 'package-lock.json': packageLock(wishes, entries) };
}

const added = (name: string, host?: string): Record<string, object> => ({
  [`node_modules/${name}`]: locked(
    name,
    host === undefined ? {} : { resolved: tarball(name, '1.0.0', host) },
  ),
});

describe('a private scope', () => {
  const mine = {
    wishes: { left: '1', '@own/a': '1' },
    entries: { ...modules('left'), ...added('@own/a', OWN_REGISTRY) },
  };
  const wishes = { ...mine.wishes, '@own/b': '1' };

  test('that another registry serves must not come from the general one', () => {
    const from = (host?: string): string[] =>
      foundIn(project(mine), project({ wishes, entries: { ...mine.entries, ...added('@own/b', host) } }));
    expect(from()).toEqual(['private-scope @own/b']);
    expect(from(OWN_REGISTRY)).toEqual([]);
  });

  test('is that of the packages of the repository, unless the general registry has it on the base', () => {
    const base = { name: '@own/root', wishes: { left: '1' }, entries: modules('left') };
    const after = {
      ...base,
      wishes: { left: '1', '@own/b': '1' },
      entries: { ...base.entries, ...added('@own/b') },
    };
    expect(foundIn(project(base), project(after))).toEqual(['private-scope @own/b']);
    const published = {
      ...base,
      wishes: { ...base.wishes, '@own/a': '1' },
      entries: { ...base.entries, ...added('@own/a') },
    };
    const more = {
      ...published,
      wishes: { ...published.wishes, '@own/b': '1' },
      entries: { ...published.entries, ...added('@own/b') },
    };
    expect(foundIn(project(published), project(more))).toEqual([]);
  });

  test('is what the policy says, and nothing else, where it says something', () => {
    const base = { wishes: { left: '1' }, entries: modules('left') };
    const after = { wishes: { left: '1', '@own/b': '1' }, entries: { ...base.entries, ...added('@own/b') } };
    expect(foundIn(project(base), project(after))).toEqual([]);
    expect(foundIn(project(base), project(after), { privateScopes: ['@own'] })).toEqual([
      'private-scope @own/b',
    ]);
    expect(
      foundIn({ ...project({ ...base, name: '@own/root' }) }, project({ ...after, name: '@own/root' }), {
        privateScopes: [],
      }),
    ).toEqual([]);
  });

  test('without an address is the registry that .npmrc of the base gives it', () => {
    const npmrc = { '.npmrc': `@own:registry=https://${OWN_REGISTRY}/\n` };
    const base = { ...project({ wishes: { left: '1' }, entries: modules('left') }), ...npmrc };
    const entry = { 'node_modules/@own/b': locked('@own/b', { resolved: undefined }) };
    const after = {
      ...base,
      ...project({ wishes: { left: '1', '@own/b': '1' }, entries: { ...modules('left'), ...entry } }),
    };
    expect(foundIn(base, after)).toEqual([]);
    const general = {
      ...base,
      ...project({
        wishes: { left: '1', '@own/b': '1' },
        entries: { ...modules('left'), ...added('@own/b') },
      }),
    };
    expect(foundIn(base, general)).toEqual(['private-scope @own/b']);
  });
});

describe('a name of the repository', () => {
  const inner = { 'packages/tools/package.json': packageJson({}, { name: 'tools' }) };
  const base = { ...project({ wishes: { left: '1' }, entries: modules('left') }), ...inner };
  const wishes = { left: '1', tools: '1.0.0' };

  test('must not come from a registry', () => {
    const after = { ...base, ...project({ wishes, entries: { ...modules('left'), ...added('tools') } }) };
    expect(foundIn(base, after)).toEqual(['own-name tools']);
  });

  test('is fine as a link to the package itself', () => {
    const entries = {
      ...modules('left'),
      'packages/tools': { name: 'tools' },
      'node_modules/tools': { resolved: 'packages/tools', link: true },
    };
    expect(foundIn(base, { ...base, ...project({ wishes, entries }) })).toEqual([]);
  });

  test('of a package that the same branch adds counts as well', () => {
    const { 'packages/tools/package.json': _, ...bare } = base;
    const after = { ...base, ...project({ wishes, entries: { ...modules('left'), ...added('tools') } }) };
    expect(foundIn(bare, after)).toEqual(['own-name tools']);
  });

  test('in Python is that of a project or of a package directory', () => {
    const python = {
      'requirements.txt': 'left==1.0\n',
      'pyproject.toml': '[project]\nname = "Own_Tools"\n',
      'src/engine/__init__.py': '',
    };
    const wanting = (line: string): string[] =>
      foundIn(python, { ...python, 'requirements.txt': `left==1.0\n${line}\n` });
    expect(wanting('own-tools==1.0')).toEqual(['own-name own-tools']);
    expect(wanting('engine==2')).toEqual(['own-name engine']);
    expect(wanting('motor==2')).toEqual([]);
    expect(wanting('-e ./src/engine')).toEqual([]);
  });
});

describe('settings', () => {
  const base = project({ wishes: { left: '1' }, entries: modules('left') });

  test('that lead all packages elsewhere are found', () => {
    const npmrc = (line: string): string[] => foundIn(base, { ...base, '.npmrc': `${line}\n` });
    expect(npmrc('registry=https://evil.example/')).toEqual(['foreign-host']);
    expect(npmrc('@a:registry = http://registry.example.org/')).toEqual(['insecure-url @a']);
    expect(npmrc('registry=https://registry.example.org/')).toEqual([]);
    expect(npmrc('fund=false')).toEqual([]);
  });

  test.each([
    ['.yarnrc', 'registry "https://evil.example/"', 'foreign-host'],
    ['.yarnrc', '"@a:registry" http://registry.example.org/', 'insecure-url @a'],
    ['.yarnrc.yml', 'npmRegistryServer: https://evil.example', 'foreign-host'],
    ['.yarnrc.yml', 'npmScopes:\n  a: {npmRegistryServer: "http://registry.example.org"}', 'insecure-url @a'],
  ])('in %s as Yarn reads it: %s', (path, text, found) => {
    expect(foundIn(base, { ...base, [path]: `${text}\n` })).toEqual([found]);
  });

  test.each(['nodeLinker: [', '- npmRegistryServer', 'npmScopes: 1\nnpmRegistryServer: {}'])(
    'is not in a .yarnrc.yml that says %j',
    (text) => {
      expect(foundIn(base, { ...base, '.yarnrc.yml': text })).toEqual([]);
    },
  );

  test('of pip as well', () => {
    const pinned = { 'requirements.txt': 'left==1.0\n' };
    const wanting = (line: string): string[] =>
      foundIn(pinned, { 'requirements.txt': `${line}\nleft==1.0\n` });
    expect(wanting('--extra-index-url https://evil.example/simple')).toEqual(['foreign-host']);
    expect(wanting('--trusted-host pypi.example')).toEqual(['insecure-url']);
    expect(wanting('--prefer-binary')).toEqual([]);
  });
});
