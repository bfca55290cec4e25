import { GIT_PERMISSIONS, satisfies } from '../permissions.ts';
import type { Token } from '../state/tokens.ts';
import type { Repository } from '../state/repository.ts';
import type { BypassActor, Rule, Ruleset } from '../state/records.ts';

/** Rules of this kind are enforced; a ruleset with another is refused, so that nobody trusts one that is not. */
export const ENFORCED_RULES = [
  'creation',
  'deletion',
  'update',
  'non_fast_forward',
  'pull_request',
  'required_status_checks',
  'required_linear_history',
] as const;

/** Repository roles have fixed ids. */
const WRITE_ROLE = 4;
const ADMIN_ROLE = 5;

export interface ApplyingRule {
  readonly ruleset: Ruleset;
  readonly rule: Rule;
}

/** The active rules on a branch, by its full ref name. */
export function rulesOn(repository: Repository, ref: string): readonly ApplyingRule[] {
  return [...repository.rulesets.values()]
    .filter((ruleset) => ruleset.enforcement === 'active' && covers(ruleset, repository, ref))
    .flatMap((ruleset) => ruleset.rules.map((rule) => ({ ruleset, rule })));
}

export function isProtected(repository: Repository, ref: string): boolean {
  return rulesOn(repository, ref).length > 0;
}

/** Whether a client may ignore a ruleset; `pull_request` actors only while merging. */
export function mayBypass(ruleset: Ruleset, token: Token, merging: boolean): boolean {
  return ruleset.bypassActors.some(
    (actor) => isActor(actor, token) && (merging || actor.bypass_mode !== 'pull_request'),
  );
}

function isActor(actor: BypassActor, token: Token): boolean {
  if (actor.actor_type === 'Integration') return token.app !== null && token.app.id === actor.actor_id;
  if (actor.actor_type === 'RepositoryRole') return hasRole(actor.actor_id, token);
  return false;
}

/** Only people have roles: apps and workflow tokens have permissions. */
function hasRole(role: number | null, token: Token): boolean {
  if (token.kind !== 'user' && token.kind !== 'pat') return false;
  if (role === ADMIN_ROLE) return token.kind === 'user' && token.grants === 'all';
  return role === WRITE_ROLE && satisfies(GIT_PERMISSIONS['git/push'], token.grants, false);
}

function covers(ruleset: Ruleset, repository: Repository, ref: string): boolean {
  const prefix = ruleset.target === 'tag' ? 'refs/tags/' : 'refs/heads/';
  if (!ref.startsWith(prefix)) return false;
  const fits = (pattern: string): boolean => {
    if (pattern === '~ALL') return true;
    if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${repository.defaultBranch}`;
    return globMatches(pattern, ref);
  };
  return ruleset.include.some(fits) && !ruleset.exclude.some(fits);
}

/** fnmatch with FNM_PATHNAME, as GitHub's rules use it: `*` stays in one segment, `**` does not. */
export function globMatches(pattern: string, name: string): boolean {
  const source = pattern.replace(/\*\*\/?|\*|\?|[\\^$+.()|[\]{}]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`).test(name);
}
