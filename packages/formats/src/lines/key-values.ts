import { leaf, type Group } from '../tree/part.ts';
import { lineKeys, parseLines, type LineStyle } from './parse-lines.ts';

/** Java properties. Source: https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html */
const PROPERTIES: LineStyle = {
  kind: 'map',
  read: (line) => {
    const start = line.trimStart();
    if (start === '' || start.startsWith('#') || start.startsWith('!')) return null;
    const [before, key] = /^\s*((?:\\[^]|[^\\=:\s])*)(?:[ \t\f]*[=:]?[ \t\f]*)/.exec(line)!;
    return { key: key!, body: leaf(line.slice(before.length), before) };
  },
  continues: (line) => !/^\s*[#!]/.test(line) && endsEscaped(line),
};

/** Variables of a shell, as in `.env` files. */
const VARIABLE = /^\s*(?:export\s+)?([\w.-]+)\s*=\s*/;
const ENVIRONMENT: LineStyle = {
  kind: 'map',
  read: (line) => {
    if (line.trim() === '' || line.trimStart().startsWith('#')) return null;
    const found = VARIABLE.exec(line);
    const before = found?.[0] ?? '';
    return { key: found?.[1] ?? line, body: leaf(line.slice(before.length), before) };
  },
};

export function parseProperties(text: string): Group | null {
  return parseLines(text, PROPERTIES);
}

export function propertyKeys(text: string): string[] {
  return lineKeys(text, PROPERTIES);
}

/** null where a line is no variable, or a value goes on in the next line. */
export function parseEnvironment(text: string): Group | null {
  const tree = parseLines(text, ENVIRONMENT);
  const isWhole = tree?.children.every(
    ({ body }) => body.kind === 'leaf' && body.before !== '' && !GOES_ON.test(body.value),
  );
  return isWhole ? tree : null;
}

export function variableNames(text: string): string[] {
  return lineKeys(text, ENVIRONMENT).filter((key) => !/\s/.test(key));
}

/** An opening quote whose end is not on the line. */
const GOES_ON = /^(["'])(?:(?!\1)[^\\]|\\[^])*$/;

function endsEscaped(line: string): boolean {
  let at = line.length;
  while (line[at - 1] === '\\') at -= 1;
  return (line.length - at) % 2 === 1;
}
