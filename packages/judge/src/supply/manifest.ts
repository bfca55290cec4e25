import type { GitPath } from '@sluice/model';
import type { Ecosystem, Wish } from './lockfile.ts';
import { isObject, parseJson, textOf, textsOf } from './narrow.ts';
import { normalise, requirementWishes } from './read-requirements.ts';

/** What one manifest says. */
export interface PackageManifest {
  readonly ecosystem: Ecosystem;
  /** Of the package itself; null where it has none. */
  readonly name: string | null;
  readonly wishes: readonly Wish[];
}

/** Ranges of `peerDependencies` are wishes to others: `>=16` is what they are for. */
const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

const READERS: readonly (readonly [RegExp, (text: string) => PackageManifest | null])[] = [
  [/(?:^|\/)package\.json$/, readPackageJson],
  [/(?:^|\/)Cargo\.toml$/, readCargoToml],
  [/(?:^|\/)go\.mod$/, readGoMod],
  [/(?:^|\/)(?:requirements|constraints)[\w.-]*\.txt$|(?:^|\/)requirements\/[^/]+\.txt$/, readPip],
  [/(?:^|\/)(?:pyproject\.toml|setup\.cfg)$/, readPythonName],
  // A package of Python by its place alone.
  [/^(?:src\/)?[^/]+\/__init__\.py$/, () => null],
];

export function isManifest(path: GitPath): boolean {
  return READERS.some(([matches]) => matches.test(path));
}

/** null where it cannot be read: the built-in check and the installation say so. */
export function readManifest(path: GitPath, text: string): PackageManifest | null {
  const init = /^(?:src\/)?([^/]+)\/__init__\.py$/.exec(path)?.[1];
  if (init !== undefined) return { ecosystem: 'python', name: normalise(init), wishes: [] };
  return READERS.find(([matches]) => matches.test(path))?.[1](text) ?? null;
}

function readPackageJson(text: string): PackageManifest | null {
  const manifest = parseJson(text);
  if (!isObject(manifest)) return null;
  const wishes = SECTIONS.flatMap((section) =>
    textsOf(manifest[section]).map(([name, spec]) => ({ name, spec, section })),
  );
  // npm lets optional dependencies win over others of the same name.
  const optional = new Set(textsOf(manifest['optionalDependencies']).map(([name]) => name));
  return {
    ecosystem: 'npm',
    name: textOf(manifest['name']),
    wishes: wishes.filter(({ name, section }) => section === 'optionalDependencies' || !optional.has(name)),
  };
}

/** The tables of dependencies alone, line by line: `name = "1"`, `name = { … }` and `[dependencies.name]`. */
function readCargoToml(text: string): PackageManifest {
  const wishes = new Map<string, Wish>();
  let table = '';
  let name: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const head = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line)?.[1];
    if (head !== undefined) table = head.replaceAll(/["']/g, '');
    const [, key, value] = /^\s*["']?([\w-]+)["']?\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    if (table === 'package' && key === 'name') name = unquote(value!);
    const [, section, inner] = /^(?:.*\.)?((?:dev-|build-)?dependencies)(?:\.(.+))?$/.exec(table) ?? [];
    if (section === undefined || key === undefined) continue;
    const of = inner ?? key;
    const before = wishes.get(of)?.spec;
    const said = inner === undefined ? value! : `${key} = ${value}`;
    wishes.set(of, { name: of, section, spec: before === undefined ? unquote(said) : `${before}, ${said}` });
  }
  return { ecosystem: 'cargo', name, wishes: [...wishes.values()] };
}

/** Source: https://go.dev/ref/mod#go-mod-file */
function readGoMod(text: string): PackageManifest {
  const wishes: Wish[] = [];
  let block = '';
  let name: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    const indirect = /\/\/ indirect\s*$/.test(line);
    const words = line.replace(/\/\/.*$/, '').trim();
    const opened = /^(\w+)\s*\($/.exec(words)?.[1];
    if (opened !== undefined) block = opened;
    else if (words === ')') block = '';
    else {
      const [, verb = block, rest = words] = /^(module|require|replace)\s+(.+)$/.exec(words) ?? [];
      const [module, version] = rest.split(/\s+/);
      if (verb === 'module') name = module ?? null;
      if (verb === 'require' && module && version)
        wishes.push({ name: module, spec: version, section: indirect ? 'indirect' : 'require' });
      const [, from, to] = /^(\S+).*=>\s*(.+)$/.exec(rest) ?? [];
      if (verb === 'replace' && from && to) wishes.push({ name: from, spec: to, section: 'replace' });
    }
  }
  return { ecosystem: 'go', name, wishes };
}

function readPip(text: string): PackageManifest {
  return { ecosystem: 'python', name: null, wishes: requirementWishes(text) };
}

/** The name of a Python project; its dependencies are not read from these files. */
function readPythonName(text: string): PackageManifest {
  const name = /^\s*\[(?:project|tool\.poetry|metadata)\]\s*$[^[]*?^\s*name\s*=\s*["']?([\w.-]+)/m.exec(
    text,
  )?.[1];
  return { ecosystem: 'python', name: name === undefined ? null : normalise(name), wishes: [] };
}

function unquote(text: string): string {
  return /^(["'])(.*)\1$/.exec(text)?.[2] ?? text;
}
