import { GraphQLError } from 'graphql';
import { GRAPHQL_PERMISSIONS, satisfies, type GraphqlOperation } from '../permissions.ts';
import type { Scene } from '../issues/issue-actions.ts';
import type { Repository } from '../state/repository.ts';
import { reaches, type Token } from '../state/tokens.ts';
import type { World } from '../world.ts';

/** Who asks, and in which hub. GraphQL is never answered without a token. */
export interface Context {
  readonly world: World;
  readonly token: Token;
}

export type ErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNPROCESSABLE'
  | 'STALE_DATA'
  | 'MISSING_PAGINATION_BOUNDARIES'
  | 'EXCESSIVE_PAGINATION';

/** An error that GitHub answers with, apart from those of the language; `type` stands beside the message. */
export function refusal(type: ErrorType, message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { type } });
}

/** The repository if the token may know of it, else `NOT_FOUND`. */
export function visibleRepository({ world, token }: Context, fullName: string): Repository {
  const repository = world.repositories.get(fullName);
  if (repository === undefined || !(repository.isPublic || reaches(token, fullName))) {
    throw refusal('NOT_FOUND', `Could not resolve to a Repository with the name '${fullName}'.`);
  }
  return repository;
}

/** Throws `FORBIDDEN` unless the token has what a field needs. */
export function demand({ token }: Context, repository: Repository, operation: GraphqlOperation): void {
  const grants = reaches(token, repository.fullName) ? token.grants : {};
  if (satisfies(GRAPHQL_PERMISSIONS[operation], grants, repository.isPublic)) return;
  const kind = token.app === null ? 'personal access token' : 'integration';
  throw refusal('FORBIDDEN', `Resource not accessible by ${kind}`);
}

export function sceneIn(context: Context, repository: Repository): Scene {
  return { world: context.world, repository, token: context.token };
}
