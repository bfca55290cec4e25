import type { GitPath } from '@sluice/model';

/** What sort of text a path names, as far as it matters for how people merge it. */
export const FILE_KINDS = [
  'code',
  'test',
  'markup',
  'data',
  'changelog',
  'manifest',
  'generated',
  'log',
  'text',
] as const;
export type FileKind = (typeof FILE_KINDS)[number];

const MANIFESTS =
  /(?:^|\/)(?:package\.json|Cargo\.toml|go\.mod|pom\.xml|pyproject\.toml|setup\.(?:py|cfg)|build\.gradle(?:\.kts)?|gradle\.properties|requirements[\w.-]*\.txt|Gemfile|composer\.json)$/;
const GENERATED = /(?:^|\/)(?:go\.sum|[\w.-]*lock(?:\.json|\.yaml)?)$|\.(?:lock|snap|shot|min\.js|pb\.go)$/;
const CHANGELOG = /(?:^|\/)(?:change|history|news|release)[\w-]*(?:\.[a-z]+)?$|(?:^|\/)releases?\//i;
const TEST =
  /(?:^|\/)(?:tests?|__tests__|testing|testdata|spec|e2e)\/|[._-](?:test|spec)\.|_test\.|Tests?\.java$|(?:^|\/)test_/;
const CODE =
  /\.(?:[cm]?[jt]sx?|py|go|rs|java|kt|kts|groovy|scala|rb|php|c|h|cc|cpp|hpp|cs|swift|sh|pyi|lua|dart|vue|svelte|sql|css|scss|less|proto)$/;
const MARKUP = /\.(?:md|mdx|rst|adoc|txt|html?|tex)$/;
const DATA = /\.(?:json|jsonc|json5|jsonl|ya?ml|toml|xml|ini|cfg|conf|properties|env|csv|gradle)$/;

export function fileKind(path: GitPath): FileKind {
  if (MANIFESTS.test(path)) return 'manifest';
  if (GENERATED.test(path)) return 'generated';
  if (/\.(?:jsonl|ndjson|log)$/.test(path)) return 'log';
  if (CHANGELOG.test(path) && !CODE.test(path)) return 'changelog';
  if (CODE.test(path)) return TEST.test(path) ? 'test' : 'code';
  if (MARKUP.test(path)) return 'markup';
  return DATA.test(path) ? 'data' : 'text';
}
