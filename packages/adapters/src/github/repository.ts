import type { ForgeRepository } from '@sluice/ports';
import type { Api } from './api.ts';

/** Source: https://docs.github.com/en/rest/repos/repos#get-a-repository */
export async function readRepository(api: Api): Promise<ForgeRepository> {
  const answer = await api.read({ route: 'GET /repos/{owner}/{repo}', needs: 'metadata: read' });
  const owner = answer.at('owner');
  return {
    id: answer.integer('id'),
    ownerId: owner.integer('id'),
    owner: owner.text('login'),
    name: answer.text('name'),
    uri: answer.text('html_url').replace(/\/+$/, ''),
    visibility: answer.word('visibility', ['public', 'private', 'internal']),
    defaultBranch: answer.text('default_branch'),
  };
}
