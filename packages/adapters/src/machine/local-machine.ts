import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Clock, Machine } from '@sluice/ports';
import { onPath } from './on-path.ts';

/** The machine that this process runs on. */
export const localMachine: Machine = {
  async registryHosts() {
    try {
      const { stdout } = await promisify(execFile)('npm', ['config', 'get', 'registry']);
      const { host } = new URL(stdout.trim());
      return [host];
    } catch {
      return [];
    }
  },
  hasProgram: (name) => onPath(name) !== null,
};

export const systemClock: Clock = {
  now: () => Date.now() / 1000,
  elapsed: () => performance.now() / 1000,
};
