import type { GitPath } from '@sluice/model';
import type { Format } from './format.ts';
import { isGenerated } from './generated-files.ts';
import { joinManifestValue } from './package-json/join-manifest-value.ts';
import { parseEnvironment, parseProperties } from './lines/key-values.ts';
import { parseNames, parsePatterns } from './lines/line-sets.ts';
import { arrangeRecords, joinRecord, parseRecords } from './lines/parse-records.ts';
import { entriesArranged } from './sections/arrange-entries.ts';
import type { Markup } from './sections/headings.ts';
import { parseSections } from './sections/parse-sections.ts';
import { parseJson } from './json/parse-json.ts';

/** Characters: what is larger is data that people do not write. */
const LARGE = 4_000_000;

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
    },
  },
  {
    path: /\.(?:json|jsonc|json5|code-workspace|webmanifest)$/,
    format: {
      name: 'JSON',
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
    format: { name: 'properties', method: 'keys', limit: LARGE, read: parseProperties },
  },
  {
    path: /(?:^|\/)\.env(?:\.[\w-]+)*$/,
    format: { name: 'environment', method: 'keys', limit: LARGE, read: parseEnvironment },
  },
  {
    path: /(?:^|\/)go\.sum$/,
    format: { name: 'go.sum', method: 'records', limit: LARGE, read: parseNames },
  },
];

/** The format of a path; null if it is none that is merged by meaning. */
export function formatOf(path: GitPath): Format | null {
  if (isGenerated(path) && !path.endsWith('go.sum')) return null;
  const lower = path.toLowerCase();
  return ROWS.find((row) => row.path.test(lower))?.format ?? null;
}
