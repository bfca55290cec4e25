import type { SyntaxTree } from '../syntax-tree.ts';
import { ECMASCRIPT_SYMBOLS } from './ecmascript-symbols.ts';
import { GO_SYMBOLS } from './go-symbols.ts';
import { JAVA_SYMBOLS } from './java-symbols.ts';
import { PYTHON_SYMBOLS } from './python-symbols.ts';
import { RUST_SYMBOLS } from './rust-symbols.ts';
import type { SymbolRules } from './symbol-rules.ts';

const RULES: Readonly<Record<string, SymbolRules>> = {
  TypeScript: ECMASCRIPT_SYMBOLS,
  TSX: ECMASCRIPT_SYMBOLS,
  JavaScript: ECMASCRIPT_SYMBOLS,
  Python: PYTHON_SYMBOLS,
  Go: GO_SYMBOLS,
  Java: JAVA_SYMBOLS,
  Rust: RUST_SYMBOLS,
};

/** null for a language of which nobody has told how it defines and uses. */
export function symbolRulesOf(tree: SyntaxTree): SymbolRules | null {
  return RULES[tree.language.name] ?? null;
}
