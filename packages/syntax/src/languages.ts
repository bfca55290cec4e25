import type { LanguageDescription } from './language-description.ts';
import { GO } from './languages/go.ts';
import { JAVA } from './languages/java.ts';
import { JAVASCRIPT } from './languages/javascript.ts';
import { PYTHON } from './languages/python.ts';
import { RUST } from './languages/rust.ts';
import { TSX, TYPESCRIPT } from './languages/typescript.ts';

export const LANGUAGES: readonly LanguageDescription[] = [
  TYPESCRIPT,
  TSX,
  JAVASCRIPT,
  PYTHON,
  GO,
  JAVA,
  RUST,
];

const BY_EXTENSION: ReadonlyMap<string, LanguageDescription> = new Map(
  LANGUAGES.flatMap((language) => language.extensions.map((extension) => [extension, language] as const)),
);

/** The language of a path by its extension; null for one that is not known. */
export function languageOf(path: string): LanguageDescription | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? null : (BY_EXTENSION.get(name.slice(dot).toLowerCase()) ?? null);
}
