import type { LanguageDescription } from '../language-description.ts';
import { ECMASCRIPT, ECMASCRIPT_DECLARATIONS } from './ecmascript.ts';

export const JAVASCRIPT: LanguageDescription = {
  ...ECMASCRIPT,
  name: 'JavaScript',
  grammar: 'javascript',
  extensions: ['.js', '.jsx', '.mjs', '.cjs'],
  declarations: ECMASCRIPT_DECLARATIONS,
};
