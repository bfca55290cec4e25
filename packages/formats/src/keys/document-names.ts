import { isMap, isScalar, parseAllDocuments } from 'yaml';
import type { GitPath } from '@sluice/model';
import { keyedFormatOf } from './keyed-files.ts';

/** What names one of several documents of a file, as manifests of clusters have it. */
const NAMING = [['kind'], ['metadata', 'namespace'], ['metadata', 'name']] as const;

/** The names of the documents of a YAML text; none for other files, and for documents that have none. */
export function documentNames(path: GitPath, text: string): string[] {
  if (keyedFormatOf(path) !== 'YAML') return [];
  const documents = parseAllDocuments(text, { uniqueKeys: false });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap(({ contents }) => {
    if (!isMap(contents)) return [];
    const words = NAMING.map((keys) => contents.getIn(keys, true));
    const [kind, , name] = words;
    if (!isScalar(kind) || !isScalar(name)) return [];
    return words.flatMap((word) => (isScalar(word) ? String(word.value) : [])).join(' ');
  });
}
