/** What the machine that runs Sluice has to offer. */
export interface Machine {
  /** Hosts of the npm registry, as this program is configured; none where it does not say. */
  registryHosts(program: 'npm' | 'yarn'): Promise<readonly string[]>;
  /** Whether commands, where they run, find a program of this name. */
  hasProgram(name: string): boolean;
}
