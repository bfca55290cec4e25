// `action.yml`: what an action takes, gives and runs.
import {
  TemplateContext,
  TemplateValidationErrors,
} from '@actions/workflow-parser/templates/template-context';

import { parse } from 'yaml';
import { ActionsError } from '../actions-error.ts';
import { DataReader } from './data-reader.ts';
import { loadParser } from './load-parser.ts';
import { SILENT } from './parse-workflow.ts';
import { readStep, unsupportedIn } from './read-job.ts';
import { entriesOf, itemsOf, literalText, property, type Token } from './tokens.ts';
import type { Step } from './workflow.ts';

export interface ActionInput {
  readonly name: string;
  readonly default: Token | null;
  readonly required: boolean;
  readonly deprecation: string | null;
}

export interface JavaScriptRuns {
  readonly kind: 'javascript';
  readonly main: string;
  readonly pre: string | null;
  readonly preIf: string;
  readonly post: string | null;
  readonly postIf: string;
}

export interface CompositeRuns {
  readonly kind: 'composite';
  readonly steps: readonly Step[];
}

export interface ActionFile {
  readonly name: string;
  readonly inputs: readonly ActionInput[];
  /** Outputs of a composite action with the expressions of their values. */
  readonly outputs: readonly (readonly [string, Token])[];
  readonly runs: JavaScriptRuns | CompositeRuns;
}

/** Parses with GitHub's own schema of action files; what it refuses, and what this runner cannot run, is an `ActionsError`. */
export async function parseActionFile(content: string, name: string): Promise<ActionFile> {
  const parser = await loadParser();
  const checked = parser.parseAction({ name, content }, SILENT);
  refuse(name, checked.context);
  const context = new TemplateContext(new TemplateValidationErrors(), parser.getActionSchema(), SILENT);
  const file = context.getFileId(name);
  const reader = new DataReader(file, parse(content));
  const root = parser.readTemplate(context, 'action-root', reader, file);
  refuse(name, context);
  const runs = property(root, 'runs');
  if (!root || !runs) throw new ActionsError(`${name}: The action has no runs.`);
  return {
    name: literalText(property(root, 'name')) ?? name,
    inputs: entriesOf(property(root, 'inputs')).map(([id, token]) => ({
      name: id,
      default: property(token, 'default'),
      required: literalText(property(token, 'required')) === 'true',
      deprecation: literalText(property(token, 'deprecationMessage')),
    })),
    outputs: entriesOf(property(root, 'outputs')).flatMap(([id, token]) => {
      const value = property(token, 'value');
      return value ? [[id, value] as const] : [];
    }),
    runs: readRuns(runs, name),
  };
}

function readRuns(runs: Token, name: string): ActionFile['runs'] {
  const using = literalText(property(runs, 'using')) ?? '';
  if (using === 'composite') {
    const unsupported = unsupportedIn(runs);
    if (unsupported.length > 0)
      throw new ActionsError(`${name}: not supported here: ${unsupported.join(', ')}.`);
    return { kind: 'composite', steps: itemsOf(property(runs, 'steps')).flatMap(readStep) };
  }
  if (using !== 'node20' && using !== 'node24') {
    throw new ActionsError(
      `${name}: actions that run '${using}' are not supported here; node20, node24 and composite are.`,
    );
  }
  const text = (key: string) => literalText(property(runs, key));
  const main = text('main');
  if (main === null) throw new ActionsError(`${name}: runs.main is missing.`);
  return {
    kind: 'javascript',
    main,
    pre: text('pre'),
    preIf: text('pre-if') ?? 'always()',
    post: text('post'),
    postIf: text('post-if') ?? 'always()',
  };
}

function refuse(name: string, context: TemplateContext): void {
  const errors = context.errors.getErrors().map((error) => error.message);
  if (errors.length > 0) throw new ActionsError(`Failed to load ${name}: ${errors.join('; ')}`);
}
