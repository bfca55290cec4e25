// The inputs of a run that was started by hand.
import { ActionsError } from '../actions-error.ts';
import { textOf } from '../contexts/expression-data.ts';

interface Declared {
  readonly type?: string;
  readonly required?: boolean;
  readonly default?: unknown;
  readonly options?: readonly unknown[];
}

/**
 * The `inputs` context of `workflow_dispatch`: defaults filled in, numbers and booleans as such. An `ActionsError` says which input
 * is missing, unknown or of the wrong kind. `given` may hold texts, as `github.event.inputs` does.
 */
export function dispatchInputs(config: unknown, given: unknown): Record<string, unknown> {
  const declared = ((config as { inputs?: unknown } | null)?.inputs ?? {}) as Readonly<
    Record<string, Declared | null>
  >;
  const values = (given ?? {}) as Readonly<Record<string, unknown>>;
  const unknown = Object.keys(values).filter((name) => !(name in declared));
  if (unknown.length > 0) throw new ActionsError(`Unexpected inputs provided: ${JSON.stringify(unknown)}`);
  return Object.fromEntries(
    Object.entries(declared).map(([name, input]) => [name, valueOf(name, input ?? {}, values[name])]),
  );
}

function valueOf(name: string, input: Declared, given: unknown): unknown {
  if (input.required && (given === undefined || given === '') && input.default === undefined) {
    throw new ActionsError(`Required input '${name}' not provided`);
  }
  const value = given ?? input.default;
  const text = textOf(value);
  const wrong = () =>
    new ActionsError(`Provided value '${text}' for input '${name}' is not a ${input.type ?? 'string'}`);
  switch (input.type) {
    case 'boolean':
      if (!['true', 'false', ''].includes(text)) throw wrong();
      return text === 'true';
    case 'number':
      if (Number.isNaN(Number(text))) throw wrong();
      return Number(text);
    case 'choice': {
      const options = (input.options ?? []).map(String);
      if (value === undefined) return options[0] ?? '';
      if (!options.includes(text))
        throw new ActionsError(
          `Provided value '${text}' for input '${name}' not in the list of allowed values`,
        );
      return text;
    }
    default:
      return text;
  }
}
