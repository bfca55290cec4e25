import { existsSync, lstatSync, realpathSync, statSync } from 'node:fs';
import { delimiter, dirname, basename, join, sep } from 'node:path';

// Which directories of this machine a sandboxed command may read. The rule is a list of what is let in, never of what
// is kept out: system directories, the parts of well-known tool homes that hold programs (`~/.cargo/bin`, not
// `~/.cargo/credentials.toml`), and, outside the home directory, the prefixes of `bin` directories on PATH. A tool in
// any other directory of the home is not seen: a directory of one's own may hold anything.

/** What a sandboxed command gets of the machine. */
export interface Toolchain {
  /** Real paths of directories and files to show at the same place. */
  readonly readable: readonly string[];
  /** Directories in them to show empty: the `etc` of an install prefix, where `npm config set --global` puts tokens. */
  readonly hidden: readonly string[];
  /** Directories for PATH, real paths. */
  readonly path: readonly string[];
  /** Variables that tell tools where they are installed. */
  readonly variables: Readonly<Record<string, string>>;
}

const SYSTEM_PATH = ['/usr/local/sbin', '/usr/local/bin', '/usr/sbin', '/usr/bin', '/sbin', '/bin'];

/** Tool homes, relative to the home directory: which of their entries are programs, and the variable that names the home. */
const TOOL_HOMES: Readonly<
  Record<string, { readonly entries: readonly string[]; readonly variable?: string }>
> = {
  '.asdf': {
    entries: ['asdf.sh', 'bin', 'installs', 'lib', 'libexec', 'plugins', 'shims'],
    variable: 'ASDF_DATA_DIR',
  },
  '.bun': { entries: ['bin'] },
  '.cargo': { entries: ['bin'] },
  '.deno': { entries: ['bin'] },
  '.goenv': { entries: ['bin', 'libexec', 'shims', 'version', 'versions'], variable: 'GOENV_ROOT' },
  '.local/share/fnm': { entries: ['node-versions'] },
  '.local/share/mise': { entries: ['installs', 'shims'], variable: 'MISE_DATA_DIR' },
  '.local/share/pnpm': { entries: ['nodejs', 'pnpm'] },
  '.local/share/uv': { entries: ['python'] },
  '.nodenv': { entries: ['bin', 'libexec', 'shims', 'version', 'versions'], variable: 'NODENV_ROOT' },
  '.nvm': { entries: ['versions'] },
  '.pyenv': {
    entries: ['bin', 'completions', 'libexec', 'plugins', 'pyenv.d', 'shims', 'version', 'versions'],
    variable: 'PYENV_ROOT',
  },
  '.rbenv': { entries: ['bin', 'libexec', 'shims', 'version', 'versions'], variable: 'RBENV_ROOT' },
  '.rustup': { entries: ['settings.toml', 'toolchains', 'update-hashes'], variable: 'RUSTUP_HOME' },
  '.sdkman': { entries: ['candidates'] },
  '.volta': { entries: ['bin', 'tools'], variable: 'VOLTA_HOME' },
  go: { entries: ['bin'] },
};

/** Where nothing is a toolchain: other users' homes, places anyone can write to, and what the sandbox makes itself. */
const NEVER = [
  '/home',
  '/root',
  '/tmp',
  '/var',
  '/run',
  '/proc',
  '/sys',
  '/dev',
  '/etc',
  '/workspace',
  '/mnt',
];

/** The toolchain of an environment: `PATH`, and `JAVA_HOME` and `GOROOT` where they lie in what is shown. */
export function findToolchain(environment: NodeJS.ProcessEnv, home: string): Toolchain {
  const homes = toolHomes(home);
  const readable = new Set(homes.flatMap((tool) => tool.readable));
  const path: string[] = [];
  for (const written of (environment['PATH'] ?? '').split(delimiter)) {
    const directory = realDirectory(written);
    if (directory === null) continue;
    if (!isBelow(directory, '/usr') && ![...readable].some((shown) => isBelow(directory, shown))) {
      const prefix = installPrefix(directory, home);
      if (prefix === null) continue;
      readable.add(prefix);
    }
    path.push(directory);
  }
  const shown = ['/usr', ...readable];
  const variables = Object.fromEntries(homes.flatMap((tool) => tool.variables));
  for (const name of ['JAVA_HOME', 'GOROOT']) {
    const place = realDirectory(environment[name] ?? '');
    if (place !== null && shown.some((directory) => isBelow(place, directory))) variables[name] = place;
  }
  const allPath = [...new Set([...path, ...SYSTEM_PATH])];
  const hidden = allPath.map((directory) => realDirectory(join(dirname(directory), 'etc')));
  return {
    readable: [...readable],
    hidden: [...new Set(hidden)].filter(
      (place): place is string => place !== null && shown.some((directory) => isBelow(place, directory)),
    ),
    path: allPath,
    variables,
  };
}

/** Whether a path is a directory or lies in it. */
export function isBelow(path: string, directory: string): boolean {
  return path === directory || path.startsWith(directory.endsWith(sep) ? directory : directory + sep);
}

function toolHomes(
  home: string,
): readonly { readable: readonly string[]; variables: readonly [string, string][] }[] {
  return Object.entries(TOOL_HOMES).flatMap(([name, { entries, variable }]) => {
    const root = join(home, name);
    // A tool home that is a link to somewhere else is somewhere else.
    if (!lstatSync(root, { throwIfNoEntry: false })?.isDirectory()) return [];
    const readable = entries
      .map((entry) => join(realpathSync(root), entry))
      .filter((entry) => existsSync(entry));
    return [{ readable, variables: variable === undefined ? [] : [[variable, root] as [string, string]] }];
  });
}

/**
 * What to show so that programs of a PATH directory work, or null where it must not be shown. A prefix that is a checkout is a
 * project, not an installation.
 */
function installPrefix(directory: string, home: string): string | null {
  if (!/^(?:s?bin|shims)$/.test(basename(directory)) || isBelow(directory, home) || isBelow(home, directory))
    return null;
  if (directory.split(sep).includes('node_modules')) return null;
  if (NEVER.some((place) => isBelow(directory, place)) && !isBelow(directory, '/home/linuxbrew/.linuxbrew'))
    return null;
  const prefix = dirname(directory);
  const isPrefix =
    prefix.split(sep).length > 2 && !isBelow(home, prefix) && !existsSync(join(prefix, '.git'));
  return isPrefix ? prefix : directory;
}

function realDirectory(path: string): string | null {
  if (!path.startsWith('/')) return null;
  try {
    const real = realpathSync(path);
    return statSync(real).isDirectory() ? real : null;
  } catch {
    return null;
  }
}
