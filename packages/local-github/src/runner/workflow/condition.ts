// `if:` as GitHub reads it.
import { ensureStatusFunction } from '@actions/workflow-parser/model/converter/if-condition';
import { ExpressionToken } from '@actions/workflow-parser/templates/tokens/index';
import { isBasicExpression } from '@actions/workflow-parser/templates/tokens/type-guards';
import type { Token } from './tokens.ts';

/**
 * The expression of an `if:`, with `success() &&` before it unless it holds a status function; without one: `success()`. Throws
 * where it is no expression, or uses what has no value there.
 */
export function conditionOf(token: Token | null): string {
  if (token === null) return 'success()';
  const text = isBasicExpression(token)
    ? token.expression
    : 'value' in token
      ? String(token.value).trim()
      : '';
  if (text === '') return 'success()';
  const condition = ensureStatusFunction(text, token.definitionInfo);
  ExpressionToken.validateExpression(condition, token.definitionInfo?.allowedContext ?? []);
  return condition;
}
