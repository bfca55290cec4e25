import type { GitPath } from '@sluice/model';
import { joinTomlValue, requiredName } from './dependencies/join-toml-value.ts';
import { joinVersionFields } from './dependencies/join-version.ts';
import type { Format } from './format.ts';
import { isGenerated } from './generated-files.ts';
import { followSiblings } from './package-json/follow-siblings.ts';
import { joinManifestValue } from './package-json/join-manifest-value.ts';
import { parseEnvironment, parseProperties, propertyKeys, variableNames } from './lines/key-values.ts';
import { parseChecksums, parseNames, parsePatterns } from './lines/line-sets.ts';
import { arrangeRecords, joinRecord, parseRecords } from './lines/parse-records.ts';
import { entriesArranged } from './sections/arrange-entries.ts';
import type { Markup } from './sections/headings.ts';
import { parseSections } from './sections/parse-sections.ts';
import { parseToml } from './toml/parse-toml.ts';
import { parseXmlText } from './xml/parse-xml.ts';
import { parseYaml } from './yaml/parse-yaml.ts';
import { parseCss } from './css/parse-css.ts';
import { joinGoVersion, parseGoMod } from './lines/go-mod.ts';
import { joinGradleVersion, parseGradle } from './lines/parse-gradle.ts';
import { iniKeys, parseIni } from './lines/parse-ini.ts';
import { joinRequirementLine, parseRequirements, requirementKeys } from './lines/requirements.ts';
import { parseJson } from './json/parse-json.ts';

/** Characters: what is larger is data that people do not write. */
const LARGE = 4_000_000;
/** Where parsing costs more. */
const SMALL = 1_500_000;

interface Row {
  /** The whole name or path, lower case. */
  readonly path: RegExp;
  readonly format: Format;
}

const CHANGELOG = /(?:^|\/)(?:change(?:s|log)|history|news|release[-_]?notes)(?:[-_.][^/]*)?$/;

function markupOf(path: GitPath): Markup {
  if (/\.(?:md|mdx|markdown)$/i.test(path)) return 'markdown';
  if (/\.(?:adoc|asciidoc)$/i.test(path)) return 'asciidoc';
  return /\.rst$/i.test(path) ? 'restructured-text' : 'plain';
}

/** Every format, the first whose pattern a path matches. */
const ROWS: readonly Row[] = [
  {
    path: /(?:^|\/)package\.json$/,
    format: {
      name: 'package.json',
      method: 'package-json',
      limit: LARGE,
      read: (text) => parseJson(text, { comments: false }),
      join: joinManifestValue,
      settle: followSiblings,
    },
  },
  {
    path: /\.(?:json|jsonc|json5|code-workspace|webmanifest)$/,
    format: {
      name: 'JSON',
      isKeyed: true,
      method: 'keys',
      limit: LARGE,
      read: (text) => parseJson(text, { comments: true }),
    },
  },
  {
    path: /\.(?:jsonl|ndjson)$/,
    format: {
      name: 'JSON Lines',
      method: 'records',
      limit: LARGE,
      read: parseRecords,
      join: joinRecord,
      arrange: () => arrangeRecords,
    },
  },
  {
    path: CHANGELOG,
    format: {
      name: 'changelog',
      method: 'sections',
      limit: LARGE,
      read: (text, path) => parseSections(text, { releases: true, markup: markupOf(path) }),
      arrange: entriesArranged,
    },
  },
  {
    path: /(?:^|\/)(?:authors|contributors|maintainers|thanks)(?:\.(?:txt|md|rst))?$/,
    format: { name: 'names', method: 'records', limit: LARGE, read: parseNames },
  },
  {
    path: /(?:^|\/)\.(?:git|docker|npm|eslint|prettier|hg|cvs|helm|gcloud|vscode|style\w*|rg|cursor|claude)?ignore$/,
    format: { name: 'ignore patterns', method: 'records', limit: LARGE, read: parsePatterns },
  },
  {
    path: /\.properties$/,
    format: {
      name: 'properties',
      isKeyed: true,
      method: 'keys',
      limit: LARGE,
      read: parseProperties,
      keys: propertyKeys,
      join: joinVersionFields,
    },
  },
  {
    path: /(?:^|\/)\.env(?:\.[\w-]+)*$/,
    format: {
      name: 'environment',
      isKeyed: true,
      method: 'keys',
      limit: LARGE,
      read: parseEnvironment,
      keys: variableNames,
    },
  },
  {
    path: /(?:^|\/)go\.sum$/,
    format: { name: 'go.sum', method: 'records', limit: LARGE, read: parseChecksums },
  },
  {
    path: /\.ya?ml$/,
    format: {
      name: 'YAML',
      isKeyed: true,
      method: 'keys',
      limit: SMALL,
      read: parseYaml,
      join: joinVersionFields,
    },
  },
  {
    path: /(?:^|\/)(?:pyproject|pixi)\.toml$/,
    format: {
      name: 'pyproject.toml',
      isKeyed: true,
      method: 'dependencies',
      limit: SMALL,
      read: (text) => parseToml(text, requiredName),
      join: joinTomlValue,
    },
  },
  {
    path: /(?:^|\/)cargo\.toml$/,
    format: {
      name: 'Cargo.toml',
      isKeyed: true,
      method: 'dependencies',
      limit: SMALL,
      read: (text) => parseToml(text),
      join: joinTomlValue,
    },
  },
  {
    path: /\.toml$/,
    format: {
      name: 'TOML',
      isKeyed: true,
      method: 'keys',
      limit: SMALL,
      read: (text) => parseToml(text),
      join: joinVersionFields,
    },
  },
  {
    path: /(?:^|\/)pom\.xml$|\.pom$/,
    format: {
      name: 'pom.xml',
      method: 'dependencies',
      limit: SMALL,
      read: parseXmlText,
      isMarkup: true,
      join: joinVersionFields,
    },
  },
  {
    path: /\.(?:xml|xsd|xslt?|svg|plist|csproj|fsproj|vbproj|props|targets|resx|nuspec|config|xhtml|storyboard|xib)$/,
    format: {
      name: 'XML',
      method: 'keys',
      limit: SMALL,
      read: parseXmlText,
      isMarkup: true,
      join: joinVersionFields,
    },
  },
  {
    path: /(?:^|\/)go\.mod$/,
    format: {
      name: 'go.mod',
      method: 'dependencies',
      limit: LARGE,
      read: parseGoMod,
      join: joinGoVersion,
    },
  },
  {
    path: /(?:^|\/)(?:requirements|constraints)(?:[-_.\w]*)\.(?:txt|in)$|(?:^|\/)requirements\/[^/]+\.(?:txt|in)$/,
    format: {
      name: 'requirements',
      method: 'dependencies',
      limit: LARGE,
      read: parseRequirements,
      keys: requirementKeys,
      join: joinRequirementLine,
    },
  },
  {
    path: /\.gradle(?:\.kts)?$/,
    format: {
      name: 'Gradle',
      method: 'dependencies',
      limit: LARGE,
      read: parseGradle,
      join: joinGradleVersion,
    },
  },
  {
    path: /(?:^|\/)(?:setup\.cfg|tox\.ini|\.editorconfig|\.flake8|\.coveragerc|pytest\.ini|mypy\.ini|\.npmrc|\.pylintrc)$|\.ini$/,
    format: {
      name: 'INI',
      isKeyed: true,
      method: 'keys',
      limit: LARGE,
      read: parseIni,
      keys: iniKeys,
      join: joinVersionFields,
    },
  },
  {
    path: /\.css$/,
    format: {
      name: 'CSS',
      method: 'keys',
      limit: SMALL,
      read: parseCss,
      // Of declarations the last one counts; rules add up.
      isOnce: (name) => name.endsWith(':'),
    },
  },
];

/** Whether files of this name are merged by what they mean. */
export function mergesByMeaning(path: GitPath): boolean {
  return formatOf(path) !== null;
}

/** The format of a path; null if it is none that is merged by meaning. */
export function formatOf(path: GitPath): Format | null {
  if (isGenerated(path) && !path.endsWith('go.sum')) return null;
  const lower = path.toLowerCase();
  return ROWS.find((row) => row.path.test(lower))?.format ?? null;
}
