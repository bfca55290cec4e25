import type { Answer } from './answer.ts';

/** What a query has to ask of an actor for {@link actorLogin}. */
export const ACTOR = '{ __typename login }';

/** The login as REST and people know it: GraphQL leaves out the `[bot]`. null: the account is gone. */
export function actorLogin(actor: Answer | null): string | null {
  if (actor === null) return null;
  const login = actor.text('login');
  return actor.text('__typename') === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}

/** Who wrote the body of an issue or pull request as it is: the last who changed it, or who opened it. */
export function writerOf(node: Answer): string | null {
  return actorLogin(node.maybe(node.textOrNull('lastEditedAt') === null ? 'author' : 'editor'));
}
