import type { Events } from './events/events.ts';
import type { Options } from './options.ts';
import type { Repository } from './state/repository.ts';
import type { Tokens } from './state/tokens.ts';
import type { Directory } from './state/users.ts';

/** Everything that requests work on. There is one for each hub. */
export interface World {
  readonly options: Options;
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** `http://github.localhost:<port>`: where people and git look; see `serverUrl` of the runner's host. */
  readonly serverUrl: string;
  /** By `owner/name`. */
  readonly repositories: Map<string, Repository>;
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly events: Events;
  /** Blobs of artifacts by name. */
  readonly blobs: Map<string, Buffer>;
  now(): Date;
  /** A number that was not given before. */
  nextId(): number;
}

export function apiUrl(world: World): string {
  return `${world.origin}/api/v3`;
}
