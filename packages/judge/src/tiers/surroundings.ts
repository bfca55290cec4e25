/** What the machine has to say. */
export interface Surroundings {
  /** Hosts of the npm registry, as the package managers of the project are configured. */
  readonly registryHosts: readonly string[];
  /** Whether commands in the sandbox find a program of this name. */
  readonly hasProgram: (name: string) => boolean;
}
