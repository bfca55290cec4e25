import type { LanguageDescription } from '../language-description.ts';
import { ECMASCRIPT, TYPESCRIPT_DECLARATIONS } from './ecmascript.ts';

export const TYPESCRIPT: LanguageDescription = {
  ...ECMASCRIPT,
  name: 'TypeScript',
  grammar: 'typescript',
  extensions: ['.ts', '.mts', '.cts'],
  declarations: TYPESCRIPT_DECLARATIONS,
};

/** A grammar of its own, since `<a>b` is a cast in the one and an element in the other. */
export const TSX: LanguageDescription = {
  ...TYPESCRIPT,
  name: 'TSX',
  grammar: 'tsx',
  extensions: ['.tsx'],
};
