// Where a name comes from that a module hands on: `export *`, `from .a import b`, `pub use`. Only modules are followed,
// and only as far as files tell.
import type { LocatedFile } from '@sluice/model';
import { importedModule, moduleFile, type ProjectLayout } from '@sluice/syntax';

/** `missing`: every module on the way was read, and none has it. */
export type Origin =
  | { readonly kind: 'defined'; readonly symbol: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown' };

/** One state of the repository. */
export interface Modules {
  readonly layout: ProjectLayout;
  /** 'absent': there is no such file; null: it cannot be read. */
  readonly read: (path: string) => Promise<LocatedFile | 'absent' | null>;
  /** Where to stop: the symbol counts as defined there. */
  readonly isWanted?: (symbol: string) => boolean;
}

const UNKNOWN: Origin = { kind: 'unknown' };
const MISSING: Origin = { kind: 'missing' };
/** Longer ways through a repository are not followed. */
const MOST_STEPS = 40;

/** The definition that a symbol of a module means. */
export async function originOf(symbol: string, modules: Modules, seen = new Set<string>()): Promise<Origin> {
  if (modules.isWanted?.(symbol)) return { kind: 'defined', symbol };
  if (seen.has(symbol)) return MISSING;
  if (seen.size >= MOST_STEPS) return UNKNOWN;
  seen.add(symbol);
  const at = symbol.lastIndexOf('#');
  const [scope, name] = [symbol.slice(0, at), symbol.slice(at + 1)];
  const path = moduleFile(scope, modules.layout);
  const file = path === null ? null : await modules.read(path);
  if (file === 'absent') return MISSING;
  if (file === null) return UNKNOWN;
  if (file.symbols.definitions.some((definition) => definition.name === name))
    return { kind: 'defined', symbol };
  return passedFrom(file, name, { modules, seen });
}

interface Way {
  readonly modules: Modules;
  readonly seen: Set<string>;
}

async function passedFrom(file: LocatedFile, name: string, { modules, seen }: Way): Promise<Origin> {
  const { passed, open, names, definitions } = file.symbols;
  const one = passed.find((each) => each.name === name);
  if (one) {
    const { original, from } = one;
    // A value without a name, and a module as a whole.
    if (original === '*') return { kind: 'defined', symbol: `${file.scope}#${name}` };
    const module = from === '' ? file.scope : importedModule(file.path, from, modules.layout);
    if (module === null || (from === '' && original === name)) return UNKNOWN;
    return originOf(`${module}#${original}`, modules, seen);
  }
  // Names of a module that is written for require() are not all written as such.
  const isOpen = open || definitions.some((each) => /^(?:module\.)?exports\b/.test(each.name));
  let kind: Origin = isOpen || names.includes(name) ? UNKNOWN : MISSING;
  for (const star of name === 'default' ? [] : passed.filter((each) => each.name === '*')) {
    const module = importedModule(file.path, star.from, modules.layout);
    const found = module === null ? UNKNOWN : await originOf(`${module}#${name}`, modules, seen);
    if (found.kind === 'defined') return found;
    if (found.kind === 'unknown') kind = UNKNOWN;
  }
  return kind;
}
