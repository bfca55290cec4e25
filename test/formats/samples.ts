/** Small files of each format, printed from entries, so that one set of laws holds for all of them. */

export type Entries = readonly (readonly [key: string, value: string])[];

export interface Sample {
  readonly name: string;
  readonly path: string;
  readonly print: (entries: Entries) => string;
  /** What of a printed text belongs to one entry alone. */
  readonly token: (entry: Entries[number]) => string;
  /** Whether an entry has a value of its own that can change. */
  readonly values: boolean;
  /** Whether what one side removed may stay. */
  readonly keepsRemoved?: boolean;
}

const lines =
  (line: (entry: Entries[number]) => string, before = '', after = '') =>
  (entries: Entries): string =>
    before + entries.map((entry) => `${line(entry)}\n`).join('') + after;

function byLine(name: string, path: string, line: (entry: Entries[number]) => string, values = true): Sample {
  return { name, path, values, print: lines(line), token: line };
}

export const FORMATS: readonly Sample[] = [
  {
    name: 'JSON',
    path: 'a/settings.json',
    values: true,
    print: (entries) => `${JSON.stringify({ top: Object.fromEntries(entries), last: true }, null, 2)}\n`,
    token: ([key, value]) => `"${key}": "${value}"`,
  },
  {
    name: 'JSON with comments',
    path: 'tsconfig.json',
    values: true,
    print: (entries) =>
      `{\n${entries.map(([key, value]) => `\t// about ${key}\n\t"${key}": "${value}", // so\n`).join('')}\n}\n`,
    token: ([key, value]) => `// about ${key}\n\t"${key}": "${value}", // so\n`,
  },
  {
    name: 'a JSON list of named objects',
    path: 'list.json',
    values: true,
    print: (entries) =>
      `${JSON.stringify({ list: entries.map(([name, value]) => ({ name, value })) }, null, 2)}\n`,
    token: ([key, value]) => `"name": "${key}",\n      "value": "${value}"`,
  },
  byLine('JSON Lines with ids', '.state/issues.jsonl', ([id, value]) => JSON.stringify({ id, value })),
  byLine('JSON Lines', 'log.jsonl', ([key]) => JSON.stringify({ said: key }), false),
  byLine('properties', 'app.properties', ([key, value]) => `# ${key}\n${key} = ${value};`),
  byLine('an environment', '.env.example', ([key, value]) => `export ${key}="${value}"`),
  byLine('ignore patterns', '.gitignore', ([key]) => `/${key}/`, false),
  byLine('names', 'AUTHORS', ([key]) => `${key} <${key}@example.org>`, false),
  {
    ...byLine('a changelog', 'CHANGELOG.md', ([key]) => `- The ${key} was mended.`, false),
    print: lines(
      ([key]) => `- The ${key} was mended.`,
      '# Changes\n\n## 1.1.0\n\n### Fixed\n\n- First.\n',
      '- Last.\n\n## 1.0.0\n\n- Begun.\n',
    ),
  },
];
