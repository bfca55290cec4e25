import type { ForgeOptions } from './forge-options.ts';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly data: unknown;
}

export type Parameters = Readonly<Record<string, unknown>>;

/** The two clients with one token, as they are: no retry, no narrowing. */
export interface Connection {
  rest(route: string, parameters: Parameters): Promise<RawAnswer>;
  graphql(document: string, variables: Parameters): Promise<unknown>;
  /** Without a token: for blob storage. Through the proxy of the machine, if it has one. */
  fetch(url: string, signal: AbortSignal): Promise<Response>;
}

interface Hooks {
  /** Sees every answer of the forge, also those that are faults. */
  readonly answered: (headers: Readonly<Record<string, unknown>>) => void;
}

/** Source: https://docs.github.com/en/rest/about-the-rest-api/api-versions */
const API_VERSION = '2022-11-28';

/** The clients are loaded here, with the first request: they cost a start that ends before it nothing. */
export async function connect(options: ForgeOptions, token: string, hooks: Hooks): Promise<Connection> {
  const { getOctokit, defaults, withCustomRequest } = await import('./octokit.ts');
  const proxied = (defaults.request?.fetch ?? fetch) as typeof fetch;
  const log = { debug: ignore, info: ignore, warn: ignore, error: ignore };
  const octokit = getOctokit(token, {
    baseUrl: options.apiUrl,
    userAgent: options.userAgent,
    log,
    request: { ...defaults.request, log },
  });
  octokit.hook.after('request', ({ headers }) => hooks.answered(headers));
  octokit.hook.error('request', (error) => {
    if ('response' in error) hooks.answered(error.response?.headers ?? {});
    throw error;
  });
  const [owner, repo] = options.repository.split('/', 2);
  const common = { owner, repo, headers: { 'x-github-api-version': API_VERSION } };
  const query = withCustomRequest(octokit.request).defaults({ url: options.graphqlUrl });
  return {
    async rest(route, parameters) {
      const { status, headers, data } = await octokit.request(route, { ...common, ...parameters });
      return { status, headers, data: data as unknown };
    },
    graphql: async (document, variables) => await query<unknown>({ query: document, ...variables }),
    fetch: async (url, signal) =>
      await proxied(url, { signal, headers: { 'user-agent': options.userAgent } }),
  };
}

function ignore(): void {}
