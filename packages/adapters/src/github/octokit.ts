// GitHub's own clients of its API. A part of its own (`scripts/build/parts.ts`): imported late, and in no bundle.
export { getOctokit } from '@actions/github';
export { defaults } from '@actions/github/lib/utils';
export { withCustomRequest } from '@octokit/graphql';
