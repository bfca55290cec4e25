// `hashFiles(…)`: one digest over the files of the workspace that patterns choose.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';

/**
 * The SHA-256 over the SHA-256s of all matching files, in the order of their paths; empty where none matches. Later patterns with
 * `!` take files away; a pattern that names a folder means all in it. Source: GitHub's documentation of `hashFiles`.
 */
export function hashFiles(workspace: string, patterns: readonly string[]): string {
  const lines = patterns.flatMap((pattern) => pattern.split('\n')).map((line) => line.trim());
  const rules = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ruleOf(workspace, line));
  const chosen = filesBelow(workspace).filter((path) =>
    rules.reduce((is, rule) => (rule.matches.test(path) ? !rule.excludes : is), false),
  );
  if (chosen.length === 0) return '';
  const total = createHash('sha256');
  for (const path of chosen)
    total.update(
      createHash('sha256')
        .update(readFileSync(join(workspace, path)))
        .digest(),
    );
  return total.digest('hex');
}

function ruleOf(workspace: string, line: string): { matches: RegExp; excludes: boolean } {
  const excludes = line.startsWith('!');
  const pattern = excludes ? line.slice(1) : line;
  const inside = pattern.startsWith('/') ? relative(workspace, pattern) : posix.normalize(pattern);
  return { matches: new RegExp(`^(?:${globSource(inside.replace(/\/$/, ''))})(?:/.*)?$`), excludes };
}

function globSource(pattern: string): string {
  return pattern.replace(/\*\*\/|\*\*|\*|\?|\[[^\]]*\]|[^\w/-]/g, (part) => {
    if (part === '**/') return '(?:.*/)?';
    if (part === '**') return '.*';
    if (part === '*') return '[^/]*';
    if (part === '?') return '[^/]';
    if (part.length > 1) return part.replace(/^\[!/, '[^');
    return `\\${part}`;
  });
}

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .toSorted();
}
