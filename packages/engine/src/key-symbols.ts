import { keysIn } from '@sluice/formats';
import type { symbolsOf } from '@sluice/syntax';

/** The keys of a data file, as things of which each mapping has one; null: it is none, or not well-formed. */
export function keySymbols(path: string, text: string): ReturnType<typeof symbolsOf> {
  const claims = keysIn(path, text);
  if (claims === null) return null;
  return {
    package: null,
    definitions: [],
    uses: [],
    imports: [],
    passed: [],
    claims,
    names: [],
    locals: [],
    types: [],
    open: false,
  };
}
