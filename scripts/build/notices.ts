import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/** The directories of the third-party packages that esbuild's `inputs` came from, sorted. */
export function packageDirectories(inputs: readonly string[]): string[] {
  const directories = inputs.flatMap((input) => PACKAGE.exec(input)?.[0] ?? []);
  return [...new Set(directories)].toSorted();
}

/** The name of the package that lives in such a directory. */
export function packageName(directory: string): string {
  return directory.slice(directory.lastIndexOf('node_modules/') + 'node_modules/'.length);
}

/** `@scope/name/file` and `name/file` without the file. */
export function packageOfSpecifier(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}

/** The licences of all packages in a bundle, as the licences themselves demand. */
export function notices(root: string, directories: readonly string[]): string {
  const parts = directories.map((directory) => notice(join(root, directory)));
  const head = 'This program contains the packages below, each under its own licence.\n';
  return [head, ...[...new Set(parts)].toSorted()].join(`\n${'-'.repeat(80)}\n\n`);
}

function notice(directory: string): string {
  const manifest = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as Manifest;
  const files = existsSync(directory) ? readdirSync(directory).filter((name) => LICENCE_FILE.test(name)) : [];
  const texts = files.toSorted().map((name) => readFileSync(join(directory, name), 'utf8'));
  const text = texts.map((each) => each.replaceAll('\r\n', '\n').trim()).join('\n\n');
  return `${manifest.name} ${manifest.version} (${manifest.license})\n${text === '' ? '' : `\n${text}\n`}`;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}
