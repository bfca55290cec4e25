import type { GitPath } from '@sluice/model';

// Lockfiles by the names that their package managers give them.
const LOCKFILES = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'Cargo.lock',
  'go.sum',
  'poetry.lock',
  'uv.lock',
  'Pipfile.lock',
  'pdm.lock',
  'composer.lock',
  'Gemfile.lock',
]);

const FROM_MANIFEST = 'make it again from the merged manifest';
const BY_TESTS = 'let the merged tests write it again (`jest -u`, `vitest -u`)';
const BY_BUILD = 'build it again from the merged sources';
const BY_PROTOC = 'let protoc make it again from the merged .proto files';

/** What test runners and compilers write by themselves, by name, and how they are made to. */
const WRITTEN: readonly (readonly [name: RegExp, again: string])[] = [
  [/\.(?:snap|shot)$/, BY_TESTS],
  [/\.min\.(?:js|css)$/, BY_BUILD],
  [/\.(?:js|css|mjs|cjs)\.map$/, BY_BUILD],
  [/\.pb\.(?:go|cc|h)$/, BY_PROTOC],
  [/_pb2(?:_grpc)?\.pyi?$/, BY_PROTOC],
  [/\.(?:g|freezed)\.dart$/, 'run `dart run build_runner build` on the merged sources'],
];

/** True for a file that a program makes from others, by its name: merging its text says nothing. */
export function isGenerated(path: GitPath): boolean {
  return wayByName(path) !== null;
}

/** What is known of a file beside its name. */
export interface Signs {
  /** What it says itself of the program that makes it; null: nothing. */
  readonly notice: string | null;
  /** The attributes of the base mark it as generated. */
  readonly marked: boolean;
}

/** How a file that a program makes is made again, in words; null: people write it. */
export function wayToMakeAgain(path: GitPath, { notice, marked }: Signs): string | null {
  const byName = wayByName(path);
  if (byName !== null) return byName;
  const again = 'make it again with what made it';
  if (notice !== null) return `${again}: it says "${notice}"`;
  return marked ? `${again}: it is marked as generated in .gitattributes of the base` : null;
}

function wayByName(path: GitPath): string | null {
  if (LOCKFILES.has(path.slice(path.lastIndexOf('/') + 1))) return FROM_MANIFEST;
  return WRITTEN.find(([name]) => name.test(path))?.[1] ?? null;
}
