// Reading the token tree that GitHub's parser leaves of a file: what is literal becomes plain values, the rest stays tokens.
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/index';
import {
  isBasicExpression,
  isLiteral,
  isMapping,
  isSequence,
} from '@actions/workflow-parser/templates/tokens/type-guards';

export type Token = TemplateToken;

/** The properties of a mapping, in their order; a key that is an expression is given as it stands in the file. */
export function entriesOf(token: Token | null | undefined): [string, Token][] {
  if (!token || !isMapping(token)) return [];
  return [...token].map(({ key, value }) => [key.toString(), value]);
}

/** A property of a mapping; null: not there. */
export function property(token: Token | null | undefined, name: string): Token | null {
  return entriesOf(token).find(([key]) => key === name)?.[1] ?? null;
}

export function itemsOf(token: Token | null | undefined): Token[] {
  return token && isSequence(token) ? [...token] : [];
}

/** A literal scalar as text; null: absent or not literal. */
export function literalText(token: Token | null | undefined): string | null {
  return token && isLiteral(token) ? token.toString() : null;
}

/** Plain values of a tree without expressions; an expression inside is given as its source, `${{ … }}`. */
export function plain(token: Token | null | undefined): unknown {
  if (!token) return null;
  if (isMapping(token))
    return Object.fromEntries(entriesOf(token).map(([key, value]) => [key, plain(value)]));
  if (isSequence(token)) return itemsOf(token).map((item) => plain(item));
  if (isBasicExpression(token)) return `\${{ ${token.expression} }}`;
  return 'value' in token ? token.value : null;
}
