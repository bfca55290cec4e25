import {
  aliasOf,
  broken,
  other,
  sourceOf,
  splitAt,
  type LockEntry,
  type LockReading,
  type Source,
} from './lockfile.ts';

interface Block {
  readonly patterns: readonly string[];
  readonly fields: Map<string, string>;
  readonly requires: string[];
}

const FIELD = /^ {2}(version|resolved|integrity|uid|registry) (.+)$/;

/**
 * `yarn.lock` of Yarn 1, line by line: the file is only ever written by the program, so that a line of another form
 * makes it broken. Source: https://classic.yarnpkg.com/lang/en/docs/yarn-lock/
 */
export function readYarnLock(text: string): LockReading {
  if (/^__metadata:/m.test(text)) return other('It is of Yarn 2 or newer.');
  const blocks: Block[] = [];
  let inside: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const block = blocks.at(-1);
    const field = FIELD.exec(line);
    if (!line.startsWith(' ') && line.endsWith(':')) {
      const patterns = patternsOf(line.slice(0, -1));
      if (patterns === null) return broken(`A line cannot be read: ${line.slice(0, 80)}`);
      blocks.push({ patterns, fields: new Map(), requires: [] });
      inside = null;
    } else if (block && field) {
      if (block.fields.has(field[1]!)) return broken(`${field[1]} is there twice: ${block.patterns[0]}`);
      block.fields.set(field[1]!, unquote(field[2]!));
      inside = null;
    } else if (block && /^ {2}(?:optionalD|d)ependencies:$/.test(line)) {
      inside = line;
    } else if (block && inside !== null && /^ {4}\S+ \S/.test(line)) {
      block.requires.push(line.trim());
    } else {
      return broken(`A line cannot be read: ${line.slice(0, 80)}`);
    }
  }
  return lockfileOf(blocks);
}

function lockfileOf(blocks: readonly Block[]): LockReading {
  const patterns = new Set(blocks.flatMap((block) => block.patterns));
  const aliases = [...patterns].flatMap((pattern) => {
    const { name, rest } = splitAt(pattern)!;
    const alias = aliasOf(rest);
    return alias === null ? [] : [`${name} ${alias.name}`];
  });
  return {
    kind: 'read',
    lockfile: {
      ecosystem: 'npm',
      entries: blocks.flatMap((block) => block.patterns.map((pattern) => entryOf(pattern, block))),
      aliases: new Set(aliases),
      directories: null,
      // Packages of the workspace are not in it, so that only the caller can tell a missing one.
      disagreement: (_, { name, spec }) =>
        patterns.has(`${name}@${spec}`)
          ? null
          : `The manifest asks for ${JSON.stringify(spec)}, the lockfile does not.`,
    },
  };
}

function entryOf(pattern: string, { fields, requires }: Block): LockEntry {
  const { name, rest } = splitAt(pattern)!;
  const [url = '', fragment = ''] = (fields.get('resolved') ?? '').split('#');
  const integrity = (fields.get('integrity') ?? '').split(/\s+/).filter((hash) => hash !== '');
  const source = sourceIn(fields, url, rest);
  return {
    key: pattern,
    name,
    packageName: aliasOf(rest)?.name ?? name,
    version: fields.get('version') ?? null,
    source,
    hashes: integrity.length > 0 || !/^[0-9a-f]{40}$/.test(fragment) ? integrity : [`sha1-${fragment}`],
    needsHash: source.kind !== 'own',
    installScript: false,
    requires: JSON.stringify(requires.toSorted()),
    addressNames: true,
  };
}

function sourceIn(fields: ReadonlyMap<string, string>, url: string, spec: string): Source {
  if (fields.has('resolved')) return sourceOf(url);
  const path = /^(?:file|link):(?:\.\/)?([^/.][^\\]*)$/.exec(spec)?.[1];
  return path === undefined || path.split('/').includes('..') ? { kind: 'registry' } : { kind: 'own', path };
}

function patternsOf(head: string): string[] | null {
  const patterns = head.split(/, (?=(?:[^"]*"[^"]*")*[^"]*$)/).map(unquote);
  return patterns.every((pattern) => splitAt(pattern) !== null) ? patterns : null;
}

function unquote(text: string): string {
  return text.startsWith('"') && text.endsWith('"') && text.length > 1 ? text.slice(1, -1) : text;
}
