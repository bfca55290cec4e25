/** What the machine that runs Sluice has to offer. */
export interface Machine {
  /** Hosts of the registry that this program is set up for; none where it does not say. */
  registryHosts(program: 'npm' | 'yarn' | 'go'): Promise<readonly string[]>;
  /** Variables that tell the program of them where it does not see how it is set up here. */
  registryVariables(program: 'npm' | 'yarn' | 'go'): Promise<Readonly<Record<string, string>>>;
  /** Whether commands, where they run, find a program of this name. */
  hasProgram(name: string): boolean;
}
