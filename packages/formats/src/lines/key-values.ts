import { leaf, type Group } from '../tree/part.ts';
import { parseLines } from './parse-lines.ts';

/** Java properties. Source: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html */
export function parseProperties(text: string): Group | null {
  return parseLines(text, {
    kind: 'map',
    read: (line) => {
      const start = line.trimStart();
      if (start === '' || start.startsWith('#') || start.startsWith('!')) return null;
      const [before, key] = /^\s*((?:\\[^]|[^\\=:\s])*)(?:[ \t\f]*[=:]?[ \t\f]*)/.exec(line)!;
      return { key: key!, body: leaf(line.slice(before.length), before) };
    },
    continues: (line) => !/^\s*[#!]/.test(line) && endsEscaped(line),
  });
}

function endsEscaped(line: string): boolean {
  let at = line.length;
  while (line[at - 1] === '\\') at -= 1;
  return (line.length - at) % 2 === 1;
}

/** Variables of a shell, as in `.env` files; null where a line is none, or a value goes on in the next line. */
export function parseEnvironment(text: string): Group | null {
  let wrong = false;
  const tree = parseLines(text, {
    kind: 'map',
    read: (line) => {
      if (line.trim() === '' || line.trimStart().startsWith('#')) return null;
      const found = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*/.exec(line);
      const value = line.slice(found?.[0].length ?? 0);
      wrong ||= !found || /^(["'])(?:(?!\1)[^\\]|\\[^])*$/.test(value);
      return { key: found?.[1] ?? line, body: leaf(value, found?.[0] ?? '') };
    },
  });
  return wrong ? null : tree;
}
