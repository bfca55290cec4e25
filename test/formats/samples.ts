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
  {
    ...byLine('a YAML map', 'conf.yml', ([key, value]) => `${key}: ${value};`),
    print: lines(
      ([key, value]) => `  # end of ${key}\n  ${key}: ${value};  # set`,
      '---\ntop:\n',
      'last: |\n  text\n  more\n',
    ),
    token: ([key, value]) => `  # end of ${key}\n  ${key}: ${value};  # set\n`,
  },
  {
    ...byLine('a YAML list', 'list.yaml', ([key]) => `- ${key}`, false),
    print: lines(
      ([key]) => `  - ${key}`,
      'jobs:\n  first:\n  - a: &x 1\n    b: *x\n',
      'last: {a: 1, b: [2, 3]}\n',
    ),
    token: ([key]) => `  - ${key}\n`,
  },
  {
    ...byLine('a YAML list of named maps', 'named.yml', ([key]) => `- ${key}`),
    print: lines(
      ([name, value]) => `  - name: ${name}\n    run: |\n      echo ${value};\n    shell: bash`,
      'steps:\n',
    ),
    token: ([name, value]) => `  - name: ${name}\n    run: |\n      echo ${value};\n`,
  },
  {
    ...byLine('TOML', 'conf.toml', ([key, value]) => `${key} = "${value}"`),
    print: lines(
      ([key, value]) => `# on ${key}\n${key} = "${value}" # so`,
      '[first]\na = 1\n\n[table]\n',
      '\n[[list]]\nname = "x"\n',
    ),
  },
  {
    ...byLine('a TOML array', 'pyproject.toml', ([key]) => `    "${key}",`, false),
    print: lines(([key]) => `    "${key}", # why`, '[project]\nname = "it"\nkeywords = [\n', ']\n'),
    token: ([key]) => `    "${key}", # why\n`,
  },
  {
    ...byLine('XML', 'pom.xml', ([key, value]) => `    <${key}>${value}</${key}>`),
    print: lines(
      ([key, value]) => `    <!-- on ${key} -->\n    <${key}>${value}</${key}> <!-- so -->`,
      '<?xml version="1.0"?>\n<project>\n  <properties>\n',
      '  </properties>\n</project>\n',
    ),
    token: ([key, value]) => `<!-- on ${key} -->\n    <${key}>${value}</${key}> <!-- so -->\n`,
  },
  {
    ...byLine('go.mod', 'go.mod', ([key]) => `\texample.org/${key} v1.2.3`),
    print: lines(
      ([key, value]) => `\texample.org/${key} ${versionOf(value)} // indirect`,
      'module example.org/it\n\ngo 1.24\n\nrequire (\n',
      ')\n\nreplace example.org/x => ../x\n',
    ),
    token: ([key, value]) => `\texample.org/${key} ${versionOf(value)} // indirect\n`,
  },
  byLine(
    'requirements',
    'requirements-dev.txt',
    ([key, value]) => `${key}>=1,!=1.${value.length} # for ${value};`,
  ),
  {
    ...byLine('Gradle', 'build.gradle', ([key]) => key),
    print: lines(
      ([key, value]) => `    implementation "org.example:${key}:${versionOf(value)}"`,
      '/*\n * Licence {\n */\nplugins {\n    id "java"\n}\n\ndependencies {\n',
      '}\n\ntasks.register("x") { task ->\n    task.y = [1, 2]\n}\n',
    ),
    token: ([key, value]) => `    implementation "org.example:${key}:${versionOf(value)}"\n`,
  },
  {
    ...byLine('an INI section', 'setup.cfg', ([key, value]) => `${key} = ${value};`),
    print: lines(
      ([key, value]) => `# on ${key}\n${key} = ${value};`,
      '[metadata]\nname: it\n\n[more]\n',
      '\n[last]\nx=1\n',
    ),
    token: ([key, value]) => `# on ${key}\n${key} = ${value};\n`,
  },
  {
    ...byLine('a list in an INI section', 'tox.ini', ([key]) => key, false),
    print: lines(([key]) => `    ${key}`, '[tool]\ndeps =\n', 'last = 1\n'),
    token: ([key]) => `    ${key}\n`,
  },
  {
    ...byLine('CSS', 'site.css', ([key]) => key),
    print: lines(
      ([key, value]) => `/* on ${key} */\n.${key} {\n  color: ${value};\n}\n`,
      '@import "x.css";\n\n@media print {\n  a { b: c }\n}\n',
    ),
    token: ([key, value]) => `/* on ${key} */\n.${key} {\n  color: ${value};\n}\n`,
  },
];

/** A version that tells values apart. */
function versionOf(value: string): string {
  const tag = value.endsWith('o') ? 1 : value.endsWith('t') ? 2 : 0;
  return `v1.${Number(/\d+/.exec(value)?.[0] ?? 7)}.${tag}`;
}
