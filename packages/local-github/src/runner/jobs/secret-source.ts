// Which secrets a job sees.
import type { RunnerHost } from '../host.ts';

/** The secrets of a job that names this environment (null: none). */
export type SecretSource = (environment: string | null) => Readonly<Record<string, string>>;

export function repositorySecrets(host: RunnerHost, repository: string, ref: string): SecretSource {
  return (environment) => host.secrets(repository, environment, ref);
}

/**
 * What a called workflow sees of its caller's secrets when they are handed over by name. A secret of an environment has no value
 * where the caller stands, so it arrives empty; a job of the called workflow that names the environment gets the environment's own
 * value, but only under a name that was handed over. Source: GitHub's documentation, "Using secrets in reusable workflows".
 */
export function handedSecrets(caller: SecretSource, handed: Readonly<Record<string, string>>): SecretSource {
  return (environment) => {
    if (environment === null) return handed;
    const without = caller(null);
    const within = caller(environment);
    const own = new Map(Object.entries(within).filter(([name, value]) => without[name] !== value));
    return Object.fromEntries(
      Object.entries(handed).map(([name, value]) => [
        name,
        own.get(name.toUpperCase()) ?? own.get(name) ?? value,
      ]),
    );
  };
}
