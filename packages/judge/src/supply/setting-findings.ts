import type { GitPath } from '@sluice/model';
import { quote, type Found } from './found.ts';
import { sourceOf, type Ecosystem } from './lockfile.ts';
import { registrySettings } from './registry-settings.ts';
import { textIn, type SupplyFiles } from './supply-files.ts';
import type { SupplyTrust } from './supply-trust.ts';
import { indexesIn } from './wish-findings.ts';

interface Place {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  readonly value: string;
  /** A host that is believed without TLS. */
  readonly bare: boolean;
}

/** Registries and indexes that files name and did not name before: all packages could come from there. */
export function settingFindings(before: SupplyFiles, after: SupplyFiles, trust: SupplyTrust): Found[] {
  const known = new Set(
    [...before].flatMap(([path, text]) => placesIn(path, textIn(text)).map(({ value }) => value)),
  );
  return [...after].flatMap(([path, text]) =>
    placesIn(path, textIn(text))
      .filter(({ value }) => !known.has(value))
      .flatMap((place) => findingsOf(path, place, trust)),
  );
}

function placesIn(path: GitPath, text: string): Place[] {
  return [
    ...registrySettings(path, text).map(({ scope, url }): Place => ({
      ecosystem: 'npm',
      name: scope ?? '',
      value: url,
      bare: false,
    })),
    ...indexesIn(path, text).map(({ option, value }): Place => ({
      ecosystem: 'python',
      name: '',
      value,
      bare: option === '--trusted-host',
    })),
  ];
}

function findingsOf(path: GitPath, { ecosystem, name, value, bare }: Place, trust: SupplyTrust): Found[] {
  const at = { path, name, detail: quote(`It takes packages from ${value}.`) };
  if (bare) return [{ kind: 'insecure-url', ...at }];
  const source = sourceOf(value);
  if (source.kind !== 'url') return [{ kind: 'foreign-host', ...at }];
  return [
    ...(trust.isKnownOrigin(ecosystem, source) ? [] : [{ kind: 'foreign-host' as const, ...at }]),
    ...(/^https:/i.test(value) ? [] : [{ kind: 'insecure-url' as const, ...at }]),
  ];
}
