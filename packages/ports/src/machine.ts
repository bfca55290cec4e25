/** What the machine that runs Sluice has to offer. */
export interface Machine {
  /** Hosts of the npm registry, as npm itself is configured. */
  registryHosts(): Promise<readonly string[]>;
  /** Whether commands find a program of this name. */
  hasProgram(name: string): boolean;
}
