// Expressions and the values that hold them, with GitHub's own evaluator.
import { data, Evaluator, Lexer, Parser } from '@actions/expressions';
import type { FunctionDefinition } from '@actions/expressions/funcs/info';
import {
  isBasicExpression,
  isMapping,
  isSequence,
} from '@actions/workflow-parser/templates/tokens/type-guards';
import { ActionsError, messageOf } from '../actions-error.ts';
import { itemsOf, type Token } from '../workflow/tokens.ts';
import { fromData, isTrue, toData, type ExpressionData } from './expression-data.ts';

/** What `success()` and its like say where an expression stands. */
export interface Status {
  readonly success: boolean;
  readonly failure: boolean;
  readonly cancelled: boolean;
}

export interface Scope {
  readonly contexts: Readonly<Record<string, unknown>>;
  readonly status?: Status;
  readonly hashFiles?: (patterns: readonly string[]) => string;
}

/** Where they may stand is checked by the schema when the file is parsed; here each is known, and null where it has no value. */
const CONTEXTS = [
  'github',
  'env',
  'vars',
  'job',
  'jobs',
  'steps',
  'runner',
  'secrets',
  'strategy',
  'matrix',
  'needs',
  'inputs',
] as const;

/** The value of an expression without its `${{ }}`. Throws an `ActionsError` that quotes it. */
export function evaluateExpression(expression: string, scope: Scope): ExpressionData {
  try {
    const functions = functionsOf(scope);
    const tree = new Parser(tokensOf(expression), [...CONTEXTS], functions).parse();
    const contexts = CONTEXTS.map((key) => ({ key, value: toData(scope.contexts[key]) }));
    const byName = new Map(functions.map((each) => [each.name.toLowerCase(), each]));
    return new Evaluator(tree, new data.Dictionary(...contexts), byName).evaluate();
  } catch (error) {
    throw new ActionsError(`The expression '${expression}' cannot be evaluated: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** The lexer of the package unescapes only the first `''` of a literal; GitHub unescapes all. */
function tokensOf(expression: string): ReturnType<Lexer['lex']>['tokens'] {
  const { tokens } = new Lexer(expression).lex();
  return tokens.map((token) => {
    if (!token.lexeme.startsWith("'")) return token;
    return { ...token, value: token.lexeme.slice(1, -1).replaceAll("''", "'") };
  });
}

export function evaluateCondition(condition: string, scope: Scope): boolean {
  return isTrue(evaluateExpression(condition, scope));
}

/** The plain value of a token: mappings and lists are evaluated through. Absent: null. */
export function evaluate(token: Token | null, scope: Scope): unknown {
  if (token === null) return null;
  if (isBasicExpression(token)) return fromData(evaluateExpression(token.expression, scope));
  if (isSequence(token)) return itemsOf(token).map((item) => evaluate(item, scope));
  if (!isMapping(token)) return 'value' in token ? token.value : null;
  const result: Record<string, unknown> = {};
  for (const { key, value } of token) {
    if (isBasicExpression(key)) result[evaluateText(key, scope)] = evaluate(value, scope);
    else if (key.isExpression) Object.assign(result, evaluate(value, scope));
    else result[key.toString()] = evaluate(value, scope);
  }
  return result;
}

/** The value as text, as GitHub turns it into text: true, 1, '' for null, `Object` for a mapping. */
export function evaluateText(token: Token | null, scope: Scope): string {
  if (token === null) return '';
  return toData(evaluate(token, scope)).coerceString();
}

/** A mapping whose values are texts: `env`, `with`, `outputs`. */
export function evaluateTexts(token: Token | null, scope: Scope): Record<string, string> {
  const value = evaluate(token, scope);
  if (value === null || value === '') return {};
  if (typeof value !== 'object' || Array.isArray(value)) throw new ActionsError('A mapping was expected.');
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toData(item).coerceString()]));
}

/** A number of at least 0, or null where the key is absent. */
export function evaluateNumber(token: Token | null, scope: Scope): number | null {
  if (token === null) return null;
  const value = toData(evaluate(token, scope)).number();
  if (!Number.isFinite(value) || value < 0)
    throw new ActionsError(`A number was expected, found '${evaluateText(token, scope)}'.`);
  return value;
}

function functionsOf(scope: Scope): FunctionDefinition[] {
  const status = (name: 'success' | 'failure' | 'cancelled') => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(scope.status?.[name] ?? name === 'success'),
  });
  return [
    status('success'),
    status('failure'),
    status('cancelled'),
    { name: 'always', minArgs: 0, maxArgs: 0, call: () => new data.BooleanData(true) },
    { name: 'hashFiles', minArgs: 1, maxArgs: 255, call: (...patterns) => hash(scope, patterns) },
  ];
}

function hash(scope: Scope, patterns: readonly ExpressionData[]): ExpressionData {
  if (!scope.hashFiles) throw new Error('hashFiles has no workspace here.');
  return new data.StringData(scope.hashFiles(patterns.map((pattern) => pattern.coerceString())));
}
