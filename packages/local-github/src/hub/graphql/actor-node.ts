import { nodeId } from '../state/node-id.ts';
import type { App } from '../state/users.ts';
import type { World } from '../world.ts';

/** An `Actor`. A bot's login has no `[bot]` in GraphQL. */
export function actorNode(world: World, login: string): object {
  const user = world.directory.user(login);
  return {
    __typename: user.type,
    id: nodeId(user.type, '', user.login),
    databaseId: user.id,
    login: user.login.replace(/\[bot\]$/, ''),
  };
}

export function appNode(app: App): object {
  return {
    __typename: 'App',
    id: nodeId('App', '', app.slug),
    databaseId: app.id,
    slug: app.slug,
    name: app.slug,
  };
}
