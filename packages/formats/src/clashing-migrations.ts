import type { GitPath } from '@sluice/model';

/** Files of different branches that claim one place in the order of migrations. */
export interface MigrationClash {
  readonly directory: string;
  readonly number: string;
  /** One of each branch that claims it, in the order of the branches. */
  readonly paths: readonly { readonly branch: number; readonly path: GitPath }[];
}

const DIRECTORY = /(?:^|\/)(?:migrations?|migrate|versions|flyway|changelogs?)(?:\/[^/]+)?$/i;
/** `0007_users.sql`, `V1_2__users.sql`, `20260101120000_users.rb`, `7-users.ts`. */
const NUMBERED =
  /^[VU]?(\d+(?:[._]\d+)*)(?:__|[_.-])(.+)\.(?:sql|py|rb|js|ts|mjs|cjs|go|php|java|kt|exs|xml|ya?ml)$/;

/**
 * Numbers of migrations that more than one branch takes for different ones, from the paths that each branch adds: git
 * merges them without a word, and the database runs them in an order that nobody chose.
 */
export function clashingMigrations(added: readonly (readonly GitPath[])[]): MigrationClash[] {
  const claims = new Map<string, Map<string, { branch: number; path: GitPath }>>();
  for (const [branch, paths] of added.entries())
    for (const path of paths) {
      const place = placeOf(path);
      if (!place) continue;
      const claim = `${place.directory}\n${place.number}`;
      const names = claims.get(claim) ?? new Map<string, { branch: number; path: GitPath }>();
      claims.set(claim, names);
      // The same file on two branches is one migration.
      if (!names.has(place.name)) names.set(place.name, { branch, path });
    }
  return [...claims].flatMap(([key, names]) => {
    const paths = [...names.values()];
    const [directory, number] = key.split('\n') as [string, string];
    return new Set(paths.map(({ branch }) => branch)).size > 1 ? [{ directory, number, paths }] : [];
  });
}

function placeOf(path: GitPath): { directory: string; number: string; name: string } | null {
  const slash = path.lastIndexOf('/');
  const directory = path.slice(0, Math.max(0, slash));
  const [, number, title] = DIRECTORY.test(directory) ? (NUMBERED.exec(path.slice(slash + 1)) ?? []) : [];
  if (number === undefined || title === undefined) return null;
  // The way up and the way down are one migration.
  return { directory, number: number.replace(/^0+(?=\d)/, ''), name: title.replace(/\.(?:up|down)$/, '') };
}
