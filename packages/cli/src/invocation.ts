import { resolve } from 'node:path';
import type { Invocation } from '@sluice/model';
import type { Command } from 'commander';
import { programName } from './program-name.ts';

// They say where results go, not what is run.
const OWN_OF_ONE_RUN = new Set(['json', 'markdown', 'html', 'quiet', 'dryRun', 'land', 'branches']);

/** What a command has to repeat to mean the same repository and policy as the one that was given. */
export function invocationOf(command: Command): Invocation {
  const words = command.options.flatMap((option) => {
    const key = option.attributeName();
    if (OWN_OF_ONE_RUN.has(key) || command.getOptionValueSource(key) !== 'cli') return [];
    const value: unknown = command.getOptionValue(key);
    const name = option.long!;
    if (typeof value === 'boolean') return option.negate === !value ? [name] : [];
    const values = (Array.isArray(value) ? value : [value]).map(String);
    return values.flatMap((one) => [name, key === 'repo' ? resolve(one) : one]);
  });
  const branches = (command.getOptionValue('branches') as readonly string[] | undefined) ?? [];
  return { program: programName(), options: words, branches: [...branches] };
}
