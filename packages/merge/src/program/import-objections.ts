import type { ImportItem } from '@sluice/syntax';
import type { Declared, Side } from './declared.ts';
import type { Objection } from './objection.ts';
import type { Versions } from './versions.ts';

/** What is wrong with how a merged program comes by the names it uses. */
export function importObjections(versions: Versions): Objection[] {
  return [
    ...namesMissing(versions),
    ...wildcardsMissing(versions),
    ...importedTwice(versions),
    ...hollowImports(versions),
  ];
}

/** Names that are used, that an import of a side brings in, and that nothing here gives a meaning to. */
function namesMissing({ base, ours, theirs, merged }: Versions): Objection[] {
  const sources: [Side, Declared][] = [
    ['ours', ours],
    ['theirs', theirs],
  ];
  const here = merged.imports;
  const known = namesOf(here);
  const lost = sources.flatMap(([side, version]) => {
    const imports = version.imports;
    // What comes in without a name may bring in any of them.
    if (wildcards(here).some((from) => !wildcards(imports).includes(from))) return [];
    return [...missedNames(version, imports)]
      .filter((name) => !known.has(name))
      .map((name) => ({ side, name }));
  });
  if (lost.length === 0) return [];
  const free = merged.freeNames;
  const isAlways = (name: string): boolean =>
    [base, ours, theirs].some((version) => version?.freeNames.has(name));
  const objections = new Map<string, Objection>();
  for (const { side, name } of lost) {
    const line = free.get(name);
    // What a version uses without bringing it in comes from the language, or from another file.
    if (line === undefined || isAlways(name) || objections.has(name)) continue;
    objections.set(name, { kind: 'name-missing', name, side, line });
  }
  return [...objections.values()];
}

/** Types that a side began to use while the other took out an import of everything, from which they may come. */
function wildcardsMissing({ base, ours, theirs, merged }: Versions): Objection[] {
  const everything = (version: Declared): string[] => wildcards(version.imports);
  const sides: [Side, Declared, Declared][] = [
    ['ours', ours, theirs],
    ['theirs', theirs, ours],
  ];
  return sides.flatMap(([side, own, other]): Objection[] => {
    const had = base ? everything(base).filter((from) => everything(own).includes(from)) : [];
    const left = [...everything(other), ...everything(merged)];
    if (!base || had.every((from) => left.includes(from))) return [];
    const isOld = (name: string): boolean => base.freeNames.has(name) || other.freeNames.has(name);
    return [...own.freeNames.keys()].flatMap((name): Objection[] => {
      const line = merged.freeNames.get(name);
      return line === undefined || isOld(name) || !/^\p{Lu}/u.test(name)
        ? []
        : [{ kind: 'name-missing', name, side, line }];
    });
  });
}

/** What a version brings in; and, where a file has to declare what it uses, what it declares at the top. */
function missedNames({ outline, byKey }: Declared, imports: readonly ImportItem[]): Set<string> {
  const names = namesOf(imports);
  if (outline.tree.language.selfContained)
    for (const items of byKey.values())
      for (const { scope, name } of items)
        if (scope === '' && /^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) names.add(name);
  return names;
}

function namesOf(imports: readonly ImportItem[]): Set<string> {
  return new Set(imports.flatMap((item) => item.imports.names.map((name) => name.bound)).filter(Boolean));
}

function wildcards(imports: readonly ImportItem[]): string[] {
  return imports.filter((item) => item.imports.names.some(isWildcard)).map((item) => item.imports.from);
}

function isWildcard({ name, bound }: { readonly name: string; readonly bound: string }): boolean {
  return name === '*' && bound === '';
}

/** Names that more imports bring in than in any side. */
function importedTwice({ base, ours, theirs, merged }: Versions): Objection[] {
  const before = [base, ours, theirs].map((version) => (version ? boundCounts(version.imports) : null));
  const objections: Objection[] = [];
  for (const [name, { count, line }] of boundCounts(merged.imports))
    if (count > Math.max(1, ...before.map((counts) => counts?.get(name)?.count ?? 0)))
      objections.push({ kind: 'imported-twice', name, line });
  return objections;
}

interface Bound {
  readonly count: number;
  readonly line: number;
}

/** How often each name is brought in, and where last; imports that bind nothing count by their module. */
function boundCounts(imports: readonly ImportItem[]): Map<string, Bound> {
  const counts = new Map<string, Bound>();
  for (const { imports: facts, line, scope } of imports) {
    const names = facts.names.map(({ name, bound, shared }) =>
      bound && shared !== true ? bound : facts.from && `${name} of ${facts.from}`,
    );
    // `import os.path` and `import os.walk` bind the same name, and both are needed.
    const parts = facts.names.every(({ name }) => name.includes('.')) ? [facts.from] : names;
    for (const each of new Set(parts.length > 0 ? parts : [facts.from])) {
      const key = scope ? `${scope}.${each}` : each;
      counts.set(key, { count: (counts.get(key)?.count ?? 0) + 1, line });
    }
  }
  return counts;
}

function hollowImports({ ours, theirs, merged }: Versions): Objection[] {
  const hollow = (version: Declared): ImportItem[] =>
    version.imports.filter(({ imports }) => imports.list !== null && imports.names.length === 0);
  const before = new Set([...hollow(ours), ...hollow(theirs)].map((item) => item.imports.from));
  return hollow(merged)
    .filter((item) => !before.has(item.imports.from))
    .map((item) => ({ kind: 'import-hollow', name: item.imports.from, line: item.line }));
}
