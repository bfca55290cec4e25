import {
  encodeStatement,
  manifestStatementSchema,
  PREDICATE_TYPE,
  STATEMENT_TYPE,
  type ManifestStatement,
  type RejectionKind,
  type StatementLimits,
} from '@sluice/model';

/** A statement, or why the bytes are none. */
export type DecodedStatement =
  | { readonly ok: true; readonly statement: ManifestStatement }
  | {
      readonly ok: false;
      readonly kind: RejectionKind;
      readonly field: string;
      readonly expected: string;
      readonly actual: string;
    };

const strictText = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads the signed bytes. They must be the one canonical spelling of what they say: then no two parsers can read two
 * different documents in them (repeated keys, byte order marks, numbers beyond precision).
 */
export function decodeStatement(payload: Buffer, limits: StatementLimits): DecodedStatement {
  if (payload.length > limits.bytes)
    return refused(
      'statement-too-large',
      'statement',
      `at most ${limits.bytes} bytes`,
      `${payload.length} bytes`,
    );
  const value = parse(payload);
  if (value === undefined)
    return refused('malformed-statement', 'statement', 'JSON in UTF-8', 'something else');
  const wrongType = typeProblem(value);
  if (wrongType) return wrongType;
  const changes = countChanges(value);
  if (changes > limits.changes)
    return refused('too-many-changes', 'changes', `at most ${limits.changes}`, String(changes));
  const parsed = manifestStatementSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!;
    return refused(
      'malformed-statement',
      issue.path.join('.') || 'statement',
      'the published schema',
      issue.message,
    );
  }
  if (!encodeStatement(parsed.data).equals(payload))
    return refused('malformed-statement', 'statement', 'canonical JSON', 'another spelling');
  return { ok: true, statement: parsed.data };
}

function refused(kind: RejectionKind, field: string, expected: string, actual: string): DecodedStatement {
  return { ok: false, kind, field, expected, actual };
}

function parse(payload: Buffer): unknown {
  try {
    return JSON.parse(strictText.decode(payload));
  } catch {
    return undefined;
  }
}

/** Told apart from a malformed statement: somebody else's attestation in our artifact is not a damaged one of ours. */
function typeProblem(value: unknown): DecodedStatement | null {
  const type = property(value, '_type');
  if (type !== STATEMENT_TYPE)
    return refused('wrong-statement-type', 'statement type', STATEMENT_TYPE, shown(type));
  const predicate = property(value, 'predicateType');
  if (predicate !== PREDICATE_TYPE)
    return refused('wrong-predicate-type', 'predicate type', PREDICATE_TYPE, shown(predicate));
  return null;
}

/** Counted before the schema is applied, so that a flood costs nothing. */
function countChanges(value: unknown): number {
  const predicate = property(value, 'predicate');
  const lists = [property(predicate, 'changes'), property(predicate, 'dependencies')];
  return Math.max(...lists.map((list) => (Array.isArray(list) ? list.length : 0)));
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function shown(value: unknown): string {
  return typeof value === 'string' ? value : typeof value;
}
