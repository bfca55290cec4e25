/** The few fields of a package.json that detection looks at. */
export interface PackageJson {
  /** Non-empty scripts by name. */
  readonly scripts: ReadonlyMap<string, string>;
  /** Whether anything has to be installed: dependencies of any section, or workspaces, which may have their own. */
  readonly needsInstall: boolean;
  /** Globs of the directories of workspaces, as written. */
  readonly workspaces: readonly string[];
  /** `name@version` of what is to install it, as written; null: not said. */
  readonly packageManager: string | null;
}

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'];

/** null: it is not a JSON object. */
export function readPackageJson(text: string | null): PackageJson | null {
  const manifest = parseObject(text);
  if (manifest === null) return null;
  const scripts = new Map(Object.entries(asObject(manifest['scripts'])).filter(isNonEmptyText));
  const workspaces = workspacesOf(manifest['workspaces']);
  const hasDependencies = SECTIONS.some((section) => Object.keys(asObject(manifest[section])).length > 0);
  const { packageManager } = manifest;
  return {
    scripts,
    workspaces,
    needsInstall: hasDependencies || workspaces.length > 0,
    packageManager: typeof packageManager === 'string' ? packageManager : null,
  };
}

function isNonEmptyText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === 'string' && entry[1].trim() !== '';
}

function parseObject(text: string | null): Record<string, unknown> | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text.replace(/^\ufeff/, ''));
    return isObject(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Written as a list, or (Yarn's older form) as `{ packages: [] }`. */
function workspacesOf(value: unknown): string[] {
  const list = Array.isArray(value) ? value : asObject(value)['packages'];
  return Array.isArray(list) ? list.filter((glob): glob is string => typeof glob === 'string') : [];
}

function asObject(value: unknown): Record<string, unknown> {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
