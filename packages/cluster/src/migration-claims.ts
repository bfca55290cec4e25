import type { ClaimSite, GitPath, PathChange } from '@sluice/model';

const DIRECTORY = /(^|[_.-])(migrations?|migrate)$/i;
/** `0007_add_users.py`, `20260101120000-add-users.js`; not `2026-01-01-users.sql`, which is a date. */
const PLAIN = /^(\d{1,20})[_-](?!\d)(.+)$/;
/** Flyway: `V7__add_users.sql`, `V1_2__add_users.sql`. */
const VERSIONED = /^[vV](\d[\d._]{0,40}?)__(.+)$/;

interface Numbered {
  /** Directory and number. */
  readonly key: string;
  /** What it is called besides: the up and down of one migration share it. */
  readonly stem: string;
}

/**
 * Numbers of new migrations, where the directory gives each number once: a second one of the same number is an error, or
 * runs in an order that nobody chose. `before` are the paths that the base has.
 */
export function migrationClaims(
  changes: readonly PathChange[],
  isNumberedOnce: (directory: GitPath) => boolean,
): ClaimSite[] {
  const claims = new Map<string, ClaimSite>();
  for (const { path, before, after } of changes) {
    const found = before === null && after !== null ? numberOf(path) : null;
    if (found === null || !isNumberedOnce(found.key.slice(0, found.key.lastIndexOf('#')))) continue;
    if (!claims.has(found.key))
      claims.set(found.key, { kind: 'migration', symbol: found.key, path, line: 1 });
  }
  return [...claims.values()];
}

/** Which directories of migrations give each number to one migration only. */
export function numberedOnce(paths: readonly GitPath[]): (directory: GitPath) => boolean {
  const stems = new Map<string, string>();
  const twice = new Set<GitPath>();
  for (const path of paths) {
    const found = numberOf(path);
    if (found === null) continue;
    const known = stems.get(found.key) ?? found.stem;
    stems.set(found.key, known);
    if (known !== found.stem) twice.add(found.key.slice(0, found.key.lastIndexOf('#')));
  }
  return (directory) => !twice.has(directory);
}

/** Of a file right below a directory of migrations. */
function numberOf(path: GitPath): Numbered | null {
  const parts = path.split('/');
  const parent = parts.at(-2);
  const name = parts.at(-1)!;
  if (parent === undefined || !isMigrationDirectory(parts)) return null;
  const match = VERSIONED.exec(name) ?? PLAIN.exec(name);
  if (!match) return null;
  const stem = match[2]!.split('.')[0]!;
  return { key: `${parts.slice(0, -1).join('/')}#${match[1]!.replace(/^0+(?=\d)/, '')}`, stem };
}

function isMigrationDirectory(parts: readonly string[]): boolean {
  return DIRECTORY.test(parts.at(-2)!) || (parts.at(-2) === 'versions' && parts.at(-3) === 'alembic');
}

/** Two files of one migration: its way up and its way down. */
export function sameMigration(a: GitPath, b: GitPath): boolean {
  return numberOf(a)?.stem === numberOf(b)?.stem;
}
