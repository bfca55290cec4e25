import { buildSchema, type GraphQLSchema } from 'graphql';
import subset from '../../../schema/github-graphql.json' with { type: 'json' };

let built: GraphQLSchema | null = null;

/** GitHub's schema, as far as it is served; built when it is first needed. */
export function githubSchema(): GraphQLSchema {
  return (built ??= buildSchema(subset.sdl.join('\n')));
}
