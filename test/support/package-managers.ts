// Package managers where people have them: installed for one version of Node.js, in a tool home of the home directory.
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { directory } from './sandboxed.ts';

const PACKAGES = { pnpm: 'pnpm', 'yarn-1': 'yarn', yarn: '@yarnpkg/cli-dist' } as const;

export type PackageManager = keyof typeof PACKAGES;

/** Environment of a process that has this package manager on its PATH, as the first one of its name, or none. */
export function havingManager(manager: PackageManager | null): Readonly<Record<string, string>> {
  const home = directory();
  const bin = join(home, '.nvm/versions/node/v0/bin');
  mkdirSync(bin, { recursive: true });
  if (manager !== null) installInto(bin, PACKAGES[manager]);
  const others = process.env['PATH']!.split(delimiter).filter((place) => !place.includes('node_modules'));
  return { HOME: home, PATH: [bin, ...others].join(delimiter) };
}

function installInto(bin: string, name: string): void {
  const installed = join(import.meta.dirname, '../../node_modules', name);
  const manifest = readFileSync(join(installed, 'package.json'), 'utf8');
  const { bin: programs } = JSON.parse(manifest) as { bin: Record<string, string> };
  const place = join(bin, '../lib/node_modules', name);
  cpSync(installed, place, { recursive: true });
  for (const [program, path] of Object.entries(programs)) symlinkSync(join(place, path), join(bin, program));
}
