import { join } from 'node:path';

/** What a runner sets for a job, with its files in a directory. */
export function runnerEnvironment(directory: string): Readonly<Record<string, string>> {
  return {
    GITHUB_SERVER_URL: 'https://github.com',
    GITHUB_API_URL: 'https://api.github.com',
    GITHUB_GRAPHQL_URL: 'https://api.github.com/graphql',
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_REPOSITORY_ID: '41',
    GITHUB_REPOSITORY_OWNER_ID: '7',
    GITHUB_SHA: 'a'.repeat(40),
    GITHUB_REF: 'refs/heads/main',
    GITHUB_EVENT_NAME: 'push',
    GITHUB_EVENT_PATH: join(directory, 'event.json'),
    GITHUB_RUN_ID: '30000000001',
    GITHUB_RUN_ATTEMPT: '2',
    GITHUB_WORKSPACE: join(directory, 'workspace'),
    GITHUB_ACTOR: 'claude-agent[bot]',
    GITHUB_OUTPUT: join(directory, 'output'),
    GITHUB_STEP_SUMMARY: join(directory, 'summary.md'),
    RUNNER_TEMP: directory,
    RUNNER_ENVIRONMENT: 'github-hosted',
  };
}
