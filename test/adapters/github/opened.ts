import { openForge } from '@sluice/adapters/github/open-forge';
import type { ForgeOptions } from '@sluice/adapters/github/forge-options';
import { startScriptedGithub, type Script, type ScriptedGithub } from './scripted-github.ts';

const servers: ScriptedGithub[] = [];

/** A forge on a scripted server, whose waits are noted and not waited. */
export async function opened(
  script: Script,
  more: Partial<ForgeOptions> = {},
): Promise<{
  readonly forge: ReturnType<typeof openForge>;
  readonly github: ScriptedGithub;
  readonly waits: number[];
  readonly options: ForgeOptions;
}> {
  const github = await startScriptedGithub(script);
  servers.push(github);
  const waits: number[] = [];
  const options: ForgeOptions = {
    apiUrl: github.url,
    graphqlUrl: `${github.url}/graphql`,
    token: 'workflow-token',
    writeToken: 'pr-token',
    repository: 'acme/shop',
    userAgent: 'sluice-test',
    log: () => undefined,
    ...more,
    patience: {
      wait: async (seconds) => {
        waits.push(seconds);
        await Promise.resolve();
      },
      ...more.patience,
    },
  };
  return { forge: openForge(options), github, waits, options };
}

export async function closeAll(): Promise<void> {
  for (const server of servers.splice(0)) await server.close();
}

export const REPOSITORY = 'GET /repos/acme/shop';

export const REPOSITORY_JSON = {
  id: 41,
  name: 'shop',
  owner: { id: 7, login: 'acme' },
  html_url: 'https://github.com/acme/shop',
  visibility: 'private',
  default_branch: 'main',
};

export function oid(digit: string): string {
  return digit.repeat(40).slice(0, 40);
}
