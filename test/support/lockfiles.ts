// Lockfiles of npm as npm writes them, of packages that are never fetched.
import { createHash } from 'node:crypto';

export const REGISTRY = 'registry.example.org';

export interface Locked {
  readonly version?: string;
  readonly [field: string]: unknown;
}

/** A hash that stands for the content of a package. */
export function integrityOf(name: string, version: string): string {
  return `sha512-${createHash('sha512').update(`${name}@${version}`).digest('base64')}`;
}

export function tarball(name: string, version: string, host = REGISTRY): string {
  return `https://${host}/${name}/-/${name.replace(/^@[^/]+\//, '')}-${version}.tgz`;
}

/** A package as it stands in a lockfile, whole and honest unless told. */
export function locked(name: string, { version = '1.0.0', ...over }: Locked = {}): Record<string, unknown> {
  const entry = { version, resolved: tarball(name, version), integrity: integrityOf(name, version), ...over };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

export function packageJson(dependencies: Readonly<Record<string, string>>, over: object = {}): string {
  return `${JSON.stringify({ name: 'project', version: '1.0.0', dependencies, ...over }, null, 2)}\n`;
}

/** `package-lock.json` of the root with these wishes, and of entries by key. */
export function packageLock(
  dependencies: Readonly<Record<string, string>>,
  packages: Readonly<Record<string, object>>,
  over: object = {},
): string {
  const root = { name: 'project', version: '1.0.0', dependencies, ...over };
  const lock = { name: 'project', version: '1.0.0', lockfileVersion: 3, requires: true };
  return `${JSON.stringify({ ...lock, packages: { '': root, ...packages } }, null, 2)}\n`;
}

/** `node_modules/<name>` of each. */
export function modules(...names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [`node_modules/${name}`, locked(name)]));
}
