import type { ImportItem } from '@sluice/syntax';
import type { Declared, Side } from './declared.ts';
import { areAlike } from './are-alike.ts';
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

/** Names that are used, that a side gives a meaning to, and that nothing here does. */
function namesMissing({ base, ours, theirs, merged }: Versions): Objection[] {
  // What a version uses without giving it a meaning comes from the language, or from another file.
  const isAlways = (name: string): boolean =>
    [base, ours, theirs].some((version) => version?.freeNames.has(name));
  const objections: Objection[] = [];
  for (const [name, line] of merged.freeNames) {
    if (isAlways(name)) continue;
    const sides: [Side, Declared, Declared][] = [
      ['ours', ours, theirs],
      ['theirs', theirs, ours],
    ];
    const found = sides.find(
      ([, own, other]) => givesMeaning(own, merged, name) || (base && isRenamed(name, base, { own, other })),
    );
    if (found) objections.push({ kind: 'name-missing', name, side: found[0], line });
  }
  return objections;
}

/** Whether a version gives a name a meaning that cannot come from anywhere else here. */
function givesMeaning(version: Declared, merged: Declared, name: string): boolean {
  if (!version.bound.has(name)) return false;
  // What comes in without a name may bring in any of them.
  const known = wildcards(version.imports);
  if (wildcards(merged.imports).some((from) => !known.includes(from))) return false;
  // What a file declares can be moved to another one that needs no import.
  return version.outline.tree.language.selfContained || !version.names.has(name);
}

/** Whether one side still has what the other has under another name, in the same file. */
function isRenamed(
  name: string,
  base: Declared,
  { own, other }: { own: Declared; other: Declared },
): boolean {
  if (!base.names.has(name) || !own.names.has(name) || other.names.has(name)) return false;
  const fresh = [...other.byKey].flatMap(([key, [item]]) => (item && !base.byKey.has(key) ? [item] : []));
  return [...base.byKey.values()].some(
    ([was]) =>
      was?.name === name &&
      fresh.some((is) => is.kind === was.kind && areAlike(base.codeOf(was), other.codeOf(is))),
  );
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

/** The modules of which imports bring in everything. */
export function wildcards(imports: readonly ImportItem[]): string[] {
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
export function boundCounts(imports: readonly ImportItem[]): Map<string, Bound> {
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
