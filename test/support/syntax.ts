import { loadSyntax } from '../../packages/adapters/src/syntax/load-syntax.ts';
import {
  everyItem,
  outlineOf,
  type Item,
  type Outline,
  type SyntaxReader,
} from '../../packages/syntax/src/index.ts';

/** The real reader with the installed grammars, opened once for a file of tests. */
let opened: Promise<SyntaxReader> | null = null;
export function syntaxReader(): Promise<SyntaxReader> {
  opened ??= loadSyntax();
  return opened;
}

/** The outline of a program that has to be readable. */
export async function outlineFrom(path: string, text: string): Promise<Outline> {
  const tree = (await syntaxReader()).read(path, text);
  if (!tree) throw new Error(`${path} cannot be read:\n${text}`);
  return outlineOf(tree);
}

/** Items as one line each: role, kind, full name with what tells it apart. */
export function lines(outline: Outline): string[] {
  return everyItem(outline).map((item) => `${item.role} ${item.kind} ${fullName(item)}`.trim());
}

export function fullName({ scope, name, signature }: Item): string {
  const own = signature ? `${name} ${signature}` : name;
  return scope ? `${scope}.${own}` : own;
}
