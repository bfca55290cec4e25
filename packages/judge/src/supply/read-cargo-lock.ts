import { broken, type LockEntry, type LockReading, type Source } from './lockfile.ts';

const REGISTRY = /^(?:registry|sparse)\+(https?:\/\/\S+?)\/?$/;

/**
 * `Cargo.lock` of version 3 and newer, line by line: the file is only ever written by the program, so that a line of
 * another form makes it broken. Source: https://doc.rust-lang.org/cargo/reference/resolver.html
 */
export function readCargoLock(text: string): LockReading {
  const packages: Map<string, string>[] = [];
  let list = false;
  let top = true;
  for (const line of text.split(/\r?\n/)) {
    if (line === '' || line.startsWith('#')) continue;
    const field = /^(\w+) = (?:"([^"\\]*)"|(\d+))$/.exec(line);
    if (line === '[[package]]') {
      packages.push(new Map());
      top = false;
    } else if (/^\[(?:metadata|\[patch\.unused\])\]/.test(line)) {
      top = true;
      packages.push(new Map());
    } else if (line === 'dependencies = [') list = true;
    else if (line === ']' && list) list = false;
    else if (list && /^ "[^"\\]+",$/.test(line)) continue;
    else if (field && !top && !packages.at(-1)!.has(field[1]!))
      packages.at(-1)!.set(field[1]!, field[2] ?? field[3]!);
    else if (!(field && top)) return broken(`A line cannot be read: ${line.slice(0, 80)}`);
  }
  const named = packages.filter((fields) => fields.size > 0);
  if (named.some((fields) => !fields.has('name') || !fields.has('version')))
    return broken('A package has no name or no version.');
  return {
    kind: 'read',
    lockfile: {
      ecosystem: 'cargo',
      entries: named.map(entryOf),
      aliases: new Set(),
      directories: null,
      disagreement: () => null,
    },
  };
}

function entryOf(fields: ReadonlyMap<string, string>): LockEntry {
  const name = fields.get('name')!;
  const version = fields.get('version')!;
  const source = sourceIn(fields.get('source'));
  const checksum = fields.get('checksum');
  return {
    key: `${name} ${version} ${fields.get('source') ?? ''}`,
    name,
    packageName: name,
    version,
    source,
    hashes: checksum === undefined ? [] : [`sha256-${checksum}`],
    needsHash: source.kind === 'url',
    installScript: false,
    requires: null,
    addressNames: false,
  };
}

/** Without a source it is a package of the workspace. */
function sourceIn(text: string | undefined): Source {
  if (text === undefined) return { kind: 'own', path: '' };
  const url = REGISTRY.exec(text)?.[1];
  if (url === undefined || !URL.canParse(url)) return { kind: 'elsewhere', text };
  const { host, pathname } = new URL(url);
  return { kind: 'url', url, origin: `${host}${pathname}`, host };
}
