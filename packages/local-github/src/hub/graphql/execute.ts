import {
  execute,
  getOperationAST,
  GraphQLError,
  Kind,
  OperationTypeNode,
  parse,
  validate,
  type DocumentNode,
  type OperationDefinitionNode,
} from 'graphql';
import type { Answer } from '../http/answer.ts';
import type { Context } from './context.ts';
import { resolveField } from './links.ts';
import { ISSUE_MUTATIONS } from './mutations/issues.ts';
import { PULL_MUTATIONS } from './mutations/pulls.ts';
import { REF_MUTATIONS } from './mutations/refs.ts';
import { QUERY } from './query.ts';
import { githubSchema } from './schema.ts';

const ROOT = { ...QUERY, ...REF_MUTATIONS, ...PULL_MUTATIONS, ...ISSUE_MUTATIONS };

/** A request that was read: `problems` says why it cannot be executed. */
export interface GraphqlRequest {
  readonly document: DocumentNode | null;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | null;
  readonly isMutation: boolean;
  /** The root fields: `repository`, `updateRefs` … */
  readonly fields: readonly string[];
  readonly problems: readonly GraphQLError[];
}

interface Body {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>> | null;
  readonly operationName?: string;
}

export function readGraphql(body: Buffer): GraphqlRequest {
  const none = { document: null, variables: {}, operationName: null, isMutation: false, fields: [] };
  try {
    const { query = '', variables, operationName = null } = JSON.parse(body.toString()) as Body;
    const document = parse(query);
    const operation = getOperationAST(document, operationName);
    return {
      document,
      variables: variables ?? {},
      operationName,
      isMutation: operation?.operation === OperationTypeNode.MUTATION,
      fields: fieldsOf(operation),
      problems: validate(githubSchema(), document),
    };
  } catch (error) {
    return {
      ...none,
      problems: [error instanceof GraphQLError ? error : new GraphQLError('Problems parsing JSON')],
    };
  }
}

/**
 * Executes against the state. Everything that does not fit the schema, in the request or in our answer, is told to
 * `violation`: a client sent what GitHub does not know, or the hub answered what GitHub would not.
 */
export async function serveGraphql(
  request: GraphqlRequest,
  context: Context,
  violation: (text: string) => void,
): Promise<Answer> {
  const { document, variables, operationName } = request;
  if (document === null || request.problems.length > 0) {
    for (const problem of request.problems) violation(`graphql request: ${problem.message}`);
    return { status: 200, json: { errors: request.problems.map((problem) => problem.toJSON()) } };
  }
  const result = await execute({
    schema: githubSchema(),
    document,
    rootValue: ROOT,
    contextValue: context,
    variableValues: variables,
    operationName,
    fieldResolver: resolveField,
  });
  for (const error of result.errors ?? []) {
    if (error.extensions['type'] === undefined) violation(`graphql: ${error.message}`);
  }
  const errors = result.errors?.map(errorView);
  return {
    status: 200,
    json: {
      ...(result.data === undefined ? {} : { data: result.data }),
      ...(errors === undefined ? {} : { errors }),
    },
  };
}

/** GitHub puts the type of an error beside its message. */
function errorView(error: GraphQLError): object {
  const { extensions, ...rest } = error.toJSON();
  const type = extensions?.['type'];
  return type === undefined ? { ...rest } : { type, ...rest };
}

function fieldsOf(operation: OperationDefinitionNode | null | undefined): readonly string[] {
  return (
    operation?.selectionSet.selections.flatMap((one) => (one.kind === Kind.FIELD ? [one.name.value] : [])) ??
    []
  );
}
