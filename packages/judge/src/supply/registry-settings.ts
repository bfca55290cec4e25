import type { GitPath } from '@sluice/model';
import { parse } from 'yaml';
import { entriesOf, isObject, textOf } from './narrow.ts';
import { isSettings } from './supply-files.ts';

/** A setting of npm, pnpm or Yarn that says where packages come from. */
export interface RegistrySetting {
  /** null: of all packages without a registry of their own. */
  readonly scope: string | null;
  readonly url: string;
}

// Sources: https://docs.npmjs.com/cli/configuring-npm/npmrc, https://classic.yarnpkg.com/en/docs/yarnrc
const NPM = /^\s*(?:(@[^:\s]+):)?registry\s*=\s*(.+?)\s*$/;
const YARN_1 = /^\s*"?(?:(@[^:\s"]+):)?registry"?\s+(\S+)\s*$/;

export function registrySettings(path: GitPath, text: string): RegistrySetting[] {
  if (!isSettings(path)) return [];
  if (path.endsWith('.yml')) return inYarnrcYml(text);
  const pattern = path.endsWith('.yarnrc') ? YARN_1 : NPM;
  return text.split(/\r?\n/).flatMap((line): RegistrySetting[] => {
    const [, scope, url] = pattern.exec(line) ?? [];
    return url === undefined ? [] : [{ scope: scope ?? null, url: url.replace(/^["'](.*)["']$/, '$1') }];
  });
}

/** The hosts of these settings. */
export function registryHostsIn(path: GitPath, text: string): string[] {
  return registrySettings(path, text).flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).host] : []));
}

/** Source: https://yarnpkg.com/configuration/yarnrc#npmRegistryServer */
function inYarnrcYml(text: string): RegistrySetting[] {
  let settings: unknown;
  try {
    settings = parse(text, { maxAliasCount: 0 });
  } catch {
    // Yarn would not start either.
    return [];
  }
  if (!isObject(settings)) return [];
  const registryOf = (scope: string | null, value: unknown): RegistrySetting[] => {
    const url = isObject(value) ? textOf(value['npmRegistryServer']) : null;
    return url === null ? [] : [{ scope, url }];
  };
  const scopes = entriesOf(settings['npmScopes']);
  return [
    ...registryOf(null, settings),
    ...scopes.flatMap(([scope, value]) => registryOf(`@${scope.replace(/^@/, '')}`, value)),
  ];
}
