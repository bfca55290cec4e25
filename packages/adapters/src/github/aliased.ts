/** Fields of one query: more would be slow to answer, and the forge ends what takes longer than 10 s. */
const AT_ONCE = 50;

interface Shape {
  readonly name: string;
  /** GraphQL type of each value. */
  readonly type: string;
  /** The field, given the variable that holds the value: `object(oid: $v0) { … }`. */
  readonly field: (variable: string) => string;
  /** Further variables, with their types: `$check: String!`. */
  readonly further?: string;
  readonly fragment?: string;
}

export interface AliasedQuery {
  readonly document: string;
  readonly variables: Readonly<Record<string, string>>;
  /** Which alias is which value. */
  readonly members: readonly (readonly [alias: string, value: string])[];
}

/** The same question about many values, 50 in one query. Values travel as variables only: they are not GraphQL. */
export function aliased(values: readonly string[], shape: Shape): readonly AliasedQuery[] {
  const distinct = [...new Set(values)];
  const queries: AliasedQuery[] = [];
  for (let start = 0; start < distinct.length; start += AT_ONCE) {
    const members = distinct
      .slice(start, start + AT_ONCE)
      .map((value, index) => [`v${index}`, value] as const);
    queries.push({ document: write(members, shape), variables: Object.fromEntries(members), members });
  }
  return queries;
}

function write(members: AliasedQuery['members'], { name, type, field, further, fragment }: Shape): string {
  const variables = ['$owner: String!', '$repo: String!', ...(further === undefined ? [] : [further])];
  for (const [alias] of members) variables.push(`$${alias}: ${type}`);
  const fields = members.map(([alias]) => `    ${alias}: ${field(`$${alias}`)}`);
  return [
    `query ${name}(${variables.join(', ')}) {`,
    '  repository(owner: $owner, name: $repo) {',
    ...fields,
    '  }',
    '}',
    fragment ?? '',
  ].join('\n');
}
