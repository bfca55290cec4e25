import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const DECLARED =
  /^export (?:declare )?(?:abstract )?(?:async )?(?:const|let|function\*?|class|interface|type) (\w+)/gm;
const STAR = /^export (?:type )?\* from '([^']+)';/gm;
const LIST = /^export (?:type )?\{([^}]*)\}/gm;

/** Package → the sorted names that its barrel exports, values and types; a package without a barrel has no names. */
export function publicNames(root: string): Record<string, string[]> {
  const packages = readdirSync(join(root, 'packages')).toSorted();
  return Object.fromEntries(
    packages.map((name) => [name, barrelNames(join(root, 'packages', name, 'src/index.ts'))]),
  );
}

function barrelNames(file: string): string[] {
  return existsSync(file) ? [...new Set(exportedBy(file))].toSorted() : [];
}

function exportedBy(file: string): string[] {
  const source = readFileSync(file, 'utf8');
  const declared = [...source.matchAll(DECLARED)].map((match) => match[1]!);
  const listed = [...source.matchAll(LIST)].flatMap((match) => match[1]!.split(',').map(exportedAs));
  const passedOn = [...source.matchAll(STAR)].flatMap((match) => exportedBy(join(dirname(file), match[1]!)));
  return [...declared, ...listed.filter((name) => name !== ''), ...passedOn];
}

/** `type A as B` is exported as `B`. */
function exportedAs(entry: string): string {
  return entry
    .trim()
    .replace(/^type /, '')
    .replace(/^.* as /, '');
}
