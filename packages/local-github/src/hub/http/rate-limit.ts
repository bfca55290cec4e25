import type { Answer } from './answer.ts';
import type { Incoming } from './incoming.ts';
import type { World } from '../world.ts';

interface Window {
  readonly end: number;
  used: number;
}

/** The hourly allowance of each token, told in every answer and enforced as GitHub does. */
export class RateLimit {
  readonly #windows = new Map<string, Window>();

  /** The headers for one more request; `exceeded` if it was one too many. */
  count(
    world: World,
    incoming: Incoming,
    resource: 'core' | 'graphql',
  ): { headers: Record<string, string>; exceeded: boolean } {
    const now = world.now().getTime();
    const key = `${incoming.token?.value ?? ''} ${resource}`;
    const known = this.#windows.get(key);
    const window = known !== undefined && known.end > now ? known : { end: now + 3600_000, used: 0 };
    this.#windows.set(key, window);
    window.used += 1;
    const { rateLimit } = world.options;
    const headers = {
      'x-ratelimit-limit': String(rateLimit),
      'x-ratelimit-remaining': String(Math.max(rateLimit - window.used, 0)),
      'x-ratelimit-used': String(window.used),
      'x-ratelimit-reset': String(Math.floor(window.end / 1000)),
      'x-ratelimit-resource': resource,
    };
    return { headers, exceeded: window.used > rateLimit };
  }
}

export function rateLimitExceeded(): Answer {
  return {
    status: 403,
    json: {
      message: 'API rate limit exceeded',
      documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api',
    },
  };
}
