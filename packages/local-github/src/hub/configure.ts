import { ensureEnvironment } from './rest/environments.ts';
import { putSetting } from './rest/settings.ts';
import type { Repository } from './state/repository.ts';
import type { World } from './world.ts';

type Values = Readonly<Record<string, string>>;

export interface EnvironmentConfiguration {
  readonly variables?: Values;
  readonly secrets?: Values;
  /** Patterns of branch names that may use it; absent: any ref. */
  readonly branches?: readonly string[];
}

/** What a maintainer sets on the settings pages; values that exist are replaced. */
export interface Configuration {
  readonly variables?: Values;
  readonly secrets?: Values;
  /** Of the organisation, shared with the repository. */
  readonly organizationSecrets?: Values;
  readonly environments?: Readonly<Record<string, EnvironmentConfiguration>>;
  /** Also to be made through the API. */
  readonly hooks?: readonly {
    readonly url: string;
    readonly secret?: string;
    readonly events: readonly string[];
  }[];
}

export function configure(world: World, repository: Repository, configuration: Configuration): void {
  const now = world.now();
  for (const [name, value] of Object.entries(configuration.variables ?? {}))
    putSetting(repository.variables, name, value, now);
  for (const [name, value] of Object.entries(configuration.secrets ?? {}))
    putSetting(repository.secrets, name, value, now);
  for (const [name, value] of Object.entries(configuration.organizationSecrets ?? {}))
    putSetting(repository.organizationSecrets, name, value, now);
  for (const [name, wanted] of Object.entries(configuration.environments ?? {})) {
    const environment = ensureEnvironment(world, repository, name);
    for (const [key, value] of Object.entries(wanted.variables ?? {}))
      putSetting(environment.variables, key, value, now);
    for (const [key, value] of Object.entries(wanted.secrets ?? {}))
      putSetting(environment.secrets, key, value, now);
    if (wanted.branches === undefined) continue;
    environment.branches = 'custom';
    environment.patterns.splice(
      0,
      Infinity,
      ...wanted.branches.map((one) => ({ id: world.nextId(), name: one, type: 'branch' as const })),
    );
  }
  for (const hook of configuration.hooks ?? []) {
    const id = world.nextId();
    repository.hooks.set(id, {
      id,
      url: hook.url,
      secret: hook.secret ?? null,
      events: hook.events,
      createdAt: now,
    });
  }
}
