import type { GitPath } from '@sluice/model';
import { isSettings } from './supply-files.ts';

/** A line of `.npmrc` that says where packages come from. Source: https://docs.npmjs.com/cli/configuring-npm/npmrc */
export interface RegistrySetting {
  /** null: of all packages without a registry of their own. */
  readonly scope: string | null;
  readonly url: string;
}

export function registrySettings(path: GitPath, text: string): RegistrySetting[] {
  if (!isSettings(path)) return [];
  return text.split(/\r?\n/).flatMap((line): RegistrySetting[] => {
    const [, scope, url] = /^\s*(?:(@[^:\s]+):)?registry\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    return url === undefined ? [] : [{ scope: scope ?? null, url: url.replace(/^["'](.*)["']$/, '$1') }];
  });
}

/** The hosts of these settings. */
export function registryHostsIn(path: GitPath, text: string): string[] {
  return registrySettings(path, text).flatMap(({ url }) => (URL.canParse(url) ? [new URL(url).host] : []));
}
