import { lstatSync, mkdirSync } from 'node:fs';
import * as modules from 'node:module';
import { dirname, isAbsolute, join } from 'node:path';

/**
 * From here on Node keeps what it compiles of a program, for the next process that loads the same one: git starts one
 * for every file that it merges. Where there is no safe place for it, or Node is too old, nothing is kept and all else is
 * as it was.
 */
export function keepCompiled(): void {
  const folder = compiledFolder(process.env);
  if (folder !== null) modules.enableCompileCache?.(folder);
}

/**
 * A folder for compiled programs among the user's caches, made if need be; null where there can be none. What lies there
 * is run without being looked at: so it is no link, and belongs to this user, who alone may write to it.
 * Source: XDG Base Directory Specification 0.8, which has a relative path ignored.
 */
export function compiledFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  const { XDG_CACHE_HOME: named = '', HOME: home = '' } = env;
  const caches = isAbsolute(named) ? named : join(home, '.cache');
  if (!isAbsolute(caches)) return null;
  const folder = join(caches, 'sluice/compiled');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    return [dirname(folder), folder].every(isPrivate) ? folder : null;
  } catch {
    return null;
  }
}

function isPrivate(folder: string): boolean {
  const found = lstatSync(folder);
  return found.isDirectory() && found.uid === process.getuid?.() && (found.mode & 0o022) === 0;
}
