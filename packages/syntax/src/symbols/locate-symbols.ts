import type { FileSymbols, GitPath, Import, LocatedFile, Use, UseSite } from '@sluice/model';
import { languageOf } from '../languages.ts';
import { moduleFile, moduleOf, scopeOf } from './module-of.ts';
import type { Importing, ProjectLayout } from './project-layout.ts';

/** Languages in which a call with other arguments than the parameters is an error. */
const STRICT: ReadonlySet<string> = new Set(['TypeScript', 'TSX', 'Python', 'Go', 'Rust']);

/** Says of each use which symbol it means, `scope#name`, the same from whatever file. */
export function locateSymbols(path: GitPath, symbols: FileSymbols, layout: ProjectLayout): LocatedFile {
  const language = languageOf(path)?.name ?? '';
  const importing = { path, language, layout };
  const scope = scopeOf(importing, symbols.package);
  const meaning = meaningOf(symbols, scope, importing);
  const uses = symbols.uses.flatMap((use): UseSite[] => {
    const found = meaning(use);
    return found ? [{ ...found, path, line: use.line, call: use.call }] : [];
  });
  const brought = [
    ...symbols.imports,
    ...symbols.passed.map(({ original, ...rest }) => ({ ...rest, name: original })),
  ];
  const imported = brought.flatMap(({ name, from, line }): UseSite[] => {
    const module = name === '*' || from === '' ? null : moduleOf(from, importing);
    return module === null
      ? []
      : [{ symbol: symbolIn(module, name), path, line, call: null, resolved: true }];
  });
  return { path, scope, symbols, uses: [...imported, ...uses] };
}

/** The module that a file means by what it says behind `from`; null for one of other people, or one that is not found. */
export function importedModule(path: GitPath, from: string, layout: ProjectLayout): string | null {
  return moduleOf(from, { path, language: languageOf(path)?.name ?? '', layout });
}

export function isStrict(path: GitPath): boolean {
  return STRICT.has(languageOf(path)?.name ?? '');
}

type Meaning = Pick<UseSite, 'symbol' | 'resolved'> | null;

/** A name that is also bound somewhere within a function may mean that: then nothing is said. */
function meaningOf(symbols: FileSymbols, scope: string, importing: Importing): (use: Use) => Meaning {
  const imports = new Map(symbols.imports.map((each) => [each.local, each]));
  const locals = new Set(symbols.locals);
  const types = new Map(symbols.types);
  const own = new Set(symbols.definitions.map(({ name }) => name));
  const module = remembered((from: string) => moduleOf(from, importing));
  const plain = (name: string): Meaning => {
    if (locals.has(name)) return null;
    const from = imports.get(name);
    if (!from) return { symbol: `${scope}#${name}`, resolved: true };
    const target = from.name === '*' ? null : module(from.from);
    return target === null ? null : { symbol: symbolIn(target, from.name), resolved: true };
  };
  const member = (owner: string, name: string): Meaning => {
    // A class by its name, though nobody can tell which one of that name.
    const of = /^\p{Lu}/u.test(owner) ? `.${owner}` : '';
    const unknown = { symbol: `${of}.${name}`, resolved: false };
    const type = types.get(owner);
    if (type !== undefined && !locals.has(type)) {
      const found = plain(type);
      return found && { symbol: `${found.symbol}.${name}`, resolved: true };
    }
    if (locals.has(owner)) return unknown;
    const from = imports.get(owner);
    if (!from) return own.has(owner) ? { symbol: `${scope}#${owner}.${name}`, resolved: true } : unknown;
    if (from.name === '*') {
      const target = module(from.from);
      return target === null ? null : { symbol: `${target}#${name}`, resolved: true };
    }
    const inner = module(innerModule(from, importing.language));
    if (inner !== null && moduleFile(inner, importing.layout) !== null)
      return { symbol: `${inner}#${name}`, resolved: true };
    const target = from.name === 'default' ? null : module(from.from);
    return target === null ? unknown : { symbol: symbolIn(target, `${from.name}.${name}`), resolved: true };
  };
  return ({ name, call }) => {
    const dot = name.lastIndexOf('.');
    if (dot < 0) return plain(name);
    const found = member(name.slice(0, dot), name.slice(dot + 1));
    // A mere mention of a member of something says nothing.
    return found && !found.resolved && call === null ? null : found;
  };
}

/** The module that an imported name may be. */
function innerModule({ from, name }: Import, language: string): string {
  if (language === 'Rust') return from === '' ? name : `${from}::${name}`;
  return language === 'Python' ? `${from}${from.endsWith('.') ? '' : '.'}${name}` : '';
}

/** What is imported from a class of Java is a member of it. */
function symbolIn(module: string, name: string): string {
  const outer = module.startsWith('java:') ? /(?:\.\p{Lu}[\p{L}\p{N}_$]*)+$/u.exec(module)?.[0] : undefined;
  return outer === undefined
    ? `${module}#${name}`
    : `${module.slice(0, -outer.length)}#${outer.slice(1)}.${name}`;
}

function remembered<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}
