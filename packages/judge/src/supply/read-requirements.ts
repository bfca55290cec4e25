import type { LockEntry, LockReading, Wish } from './lockfile.ts';

/** One requirement of a file for pip. */
export interface Requirement {
  /** Normalised as PEP 503 says: small letters, single dashes. */
  readonly name: string;
  /** Version specifiers, or the address behind `@`. */
  readonly spec: string;
  readonly hashes: readonly string[];
}

export interface RequirementsFile {
  readonly requirements: readonly Requirement[];
  /** Addresses that options name: `--index-url`, `--extra-index-url`, `--find-links`; and hosts that are trusted without TLS. */
  readonly indexes: readonly { readonly option: string; readonly value: string }[];
}

const INDEX_OPTION = /^(-i|--index-url|--extra-index-url|-f|--find-links|--trusted-host)(?:\s+|=)(\S+)$/;
const REQUIREMENT = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*(@\s*\S+|[^;]*?)\s*(?:;.*)?$/;

/** Source: https://pip.pypa.io/en/stable/reference/requirements-file-format/ */
export function readRequirements(text: string): RequirementsFile {
  const lines = text
    .replace(/\\\r?\n/g, ' ')
    .split(/\r?\n/)
    .map((line) => line.replace(/(?:^|\s)#.*$/, '').trim());
  const requirements = lines.flatMap((line): Requirement[] => {
    const hashes = [...line.matchAll(/--hash[= ](\w+):([0-9a-f]+)/g)].map(
      ([, name, hash]) => `${name}-${hash}`,
    );
    const wish = line.replace(/\s--\S.*$/, '').trim();
    if (wish === '' || wish.startsWith('-') || wish.startsWith('.')) return [];
    if (/^(?:git|hg|svn|bzr|https?|file)[+:]/i.test(wish)) {
      return [{ name: /[#&]egg=([\w.-]+)/.exec(wish)?.[1] ?? wish, spec: `@ ${wish}`, hashes }];
    }
    const [, name, spec] = REQUIREMENT.exec(wish) ?? [];
    return name === undefined ? [] : [{ name: normalise(name), spec: spec!, hashes }];
  });
  const indexes = lines.flatMap((line) => {
    const [, option, value] = INDEX_OPTION.exec(line) ?? [];
    return option === undefined ? [] : [{ option, value: value! }];
  });
  return { requirements, indexes };
}

/** The file as a lockfile, if it binds any content by hashes: then it has to bind all (`--require-hashes`). */
export function requirementsLock(text: string): LockReading | null {
  const { requirements } = readRequirements(text);
  if (requirements.every(({ hashes }) => hashes.length === 0)) return null;
  return {
    kind: 'read',
    lockfile: {
      ecosystem: 'python',
      entries: requirements.map(entryOf),
      aliases: new Set(),
      directories: null,
      disagreement: () => null,
    },
  };
}

function entryOf({ name, spec, hashes }: Requirement): LockEntry {
  return {
    key: `${name} ${spec}`,
    name,
    packageName: name,
    version: /^={2,3}\s*([^\s,*]+)$/.exec(spec)?.[1] ?? null,
    source: { kind: 'registry' },
    hashes,
    needsHash: true,
    installScript: false,
    requires: null,
    addressNames: false,
  };
}

export function requirementWishes(text: string): Wish[] {
  return readRequirements(text).requirements.map(({ name, spec }) => ({ name, spec, section: '' }));
}

export function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}
