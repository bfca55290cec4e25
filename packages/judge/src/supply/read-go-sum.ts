import { broken, type LockReading } from './lockfile.ts';

/** `go.sum`: `module version hash` on each line. Source: https://go.dev/ref/mod#go-sum-files */
export function readGoSum(text: string): LockReading {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const parts = lines.map((line) => /^(\S+) (v[^\s/]+)(\/go\.mod)? h1:([A-Za-z0-9+/]{43}=)$/.exec(line));
  const wrong = parts.indexOf(null);
  if (wrong >= 0) return broken(`A line cannot be read: ${lines[wrong]!.slice(0, 80)}`);
  const entries = parts.map((part) => {
    const [, name, version, mod = '', hash] = part!;
    return {
      key: `${name} ${version}${mod} ${hash}`,
      name: name!,
      packageName: name!,
      version: `${version}${mod}`,
      source: { kind: 'registry' as const },
      hashes: [`sha256-${hash}`],
      needsHash: true,
      installScript: false,
      requires: null,
      addressNames: false,
    };
  });
  const known = new Set(entries.map(({ name, version }) => `${name} ${version}`));
  return {
    kind: 'read',
    lockfile: {
      ecosystem: 'go',
      entries,
      aliases: new Set(),
      directories: null,
      disagreement: (_, { name, spec }) =>
        known.has(`${name} ${spec}/go.mod`)
          ? null
          : `go.mod asks for ${name} ${spec}, and go.sum has no hash of it.`,
    },
  };
}
