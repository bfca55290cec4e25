import type { LanguageDescription } from './language-description.ts';
import type { NodeTable } from './node-table.ts';

/** A program that was read without errors. */
export interface SyntaxTree extends NodeTable {
  readonly language: LanguageDescription;
}
