import { nodeId } from '../../state/node-id.ts';
import type { App, User } from '../../state/users.ts';
import { apiUrl, type World } from '../../world.ts';
import { instant } from './instant.ts';

/** `simple-user`. */
export function userView(world: World, user: User): Record<string, unknown> {
  const url = `${apiUrl(world)}/users/${encodeURIComponent(user.login)}`;
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(user.type, '', user.login),
    avatar_url: `${world.serverUrl}/avatars/${user.id}`,
    gravatar_id: '',
    url,
    html_url: `${world.serverUrl}/${encodeURIComponent(user.login)}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: user.type,
    site_admin: false,
  };
}

export function loginView(world: World, login: string): Record<string, unknown> {
  return userView(world, world.directory.user(login));
}

/** `integration`. */
export function appView(world: World, app: App): Record<string, unknown> {
  const since = instant(new Date(0));
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', '', app.slug),
    owner: userView(world, world.directory.user('github')),
    name: app.slug,
    description: '',
    external_url: world.serverUrl,
    html_url: `${world.serverUrl}/apps/${app.slug}`,
    created_at: since,
    updated_at: since,
    permissions: {},
    events: [],
  };
}
