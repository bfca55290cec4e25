// What a job's token may do: what its workflow asks for, never more than the caller may.
import type { Permissions } from '../host.ts';
import { entriesOf, literalText, type Token } from './tokens.ts';

type Level = Permissions[string];

const RANK: Readonly<Record<Level, number>> = { none: 0, read: 1, write: 2 };

/** Every scope of a workflow's token. Source: GitHub's workflow schema, `permissions-mapping`. */
const SCOPES = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'code-quality',
  'contents',
  'deployments',
  'discussions',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
  'vulnerability-alerts',
] as const;

/** What a token may do where no file says anything and the repository keeps GitHub's restricted default. */
export const RESTRICTED_DEFAULT: Permissions = { contents: 'read', packages: 'read' };

/** `permissions:` as levels by scope; a scope that is not named gets nothing. null: the key is absent. */
export function readPermissions(token: Token | null): Permissions | null {
  if (token === null) return null;
  const word = literalText(token);
  if (word === 'read-all') return all('read');
  if (word === 'write-all') return { ...all('write'), models: 'read', 'id-token': 'write' };
  return Object.fromEntries(
    entriesOf(token).map(([scope, level]) => [scope, (literalText(level) ?? 'none') as Level]),
  );
}

/** The scopes in which `asked` goes beyond `allowed`, in GitHub's words: `contents: write`. */
export function excess(asked: Permissions, allowed: Permissions): { asked: string; allowed: string }[] {
  return Object.entries(asked).flatMap(([scope, level]) => {
    const limit = allowed[scope] ?? 'none';
    if (RANK[level] <= RANK[limit]) return [];
    return [{ asked: `${scope}: ${level}`, allowed: `${scope}: ${limit}` }];
  });
}

function all(level: Level): Permissions {
  return Object.fromEntries(SCOPES.map((scope) => [scope, level]));
}
