// Writes the subsets of GitHub's published schemas that the local GitHub validates against.
//   node scripts/github-schema/index.ts [folder of @octokit/openapi]
// The package is large, so it is not a dependency: install it anywhere, `npm install --ignore-scripts @octokit/openapi@23.0.2`.
// Without it only the subset of the GraphQL schema is written.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { REST_PERMISSIONS } from '../../packages/local-github/src/hub/permissions.ts';
import { GRAPHQL_SELECTION } from './graphql-selection.ts';
import { graphqlSubset } from './graphql-subset.ts';
import { restSubset, type OpenApi } from './rest-subset.ts';

const folder = process.argv[2];
const target = join(import.meta.dirname, '../../packages/local-github/schema');
const sdlFile = join(import.meta.dirname, '../../node_modules/@octokit/graphql-schema/schema.graphql');

if (folder !== undefined) {
  const openapi = JSON.parse(readFileSync(join(folder, 'generated/api.github.com.json'), 'utf8')) as OpenApi;
  write('github-rest.json', restSubset(openapi, Object.keys(REST_PERMISSIONS)));
}
write('github-graphql.json', {
  sdl: graphqlSubset(readFileSync(sdlFile, 'utf8'), GRAPHQL_SELECTION).split('\n'),
});

function write(name: string, value: { readonly [key: string]: unknown }): void {
  mkdirSync(target, { recursive: true });
  const text = `${oneLineEach(value)}\n`;
  writeFileSync(join(target, name), text);
  console.log(`${name}: ${Math.round(text.length / 1024)} kB`);
}

/** JSON with one line for each entry of the top-level values: differences stay readable and the file small. */
function oneLineEach(value: { readonly [key: string]: unknown }): string {
  const parts = Object.entries(value).map(([key, part]) => {
    if (typeof part !== 'object' || part === null) return `${JSON.stringify(key)}: ${JSON.stringify(part)}`;
    const isList = Array.isArray(part);
    const lines = Object.entries(part).map(([name, entry]) =>
      isList ? JSON.stringify(entry) : `${JSON.stringify(name)}: ${JSON.stringify(entry)}`,
    );
    const [open, close] = isList ? ['[', ']'] : ['{', '}'];
    return `${JSON.stringify(key)}: ${open}\n${lines.join(',\n')}\n${close}`;
  });
  return `{\n${parts.join(',\n')}\n}`;
}
