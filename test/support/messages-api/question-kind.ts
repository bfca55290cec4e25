import type { SynthesisAnswer } from '@sluice/synthesis';
import type { Asked, Reply } from './messages-api.ts';

/** What a question of ours asks for, by the schema of its answer. */
export type QuestionKind = 'intent' | 'resolution' | 'critique';

export function kindOf({ body }: Asked): QuestionKind {
  const { properties } = body.output_config!.format!.schema as { properties: object };
  return 'wants' in properties ? 'intent' : 'files' in properties ? 'resolution' : 'critique';
}

/** Answers each kind of question in its way; intents and critiques that are not given are modest. */
export function replying(
  resolution: (asked: Asked, n: number) => Reply,
  others: Partial<Record<'intent' | 'critique', (asked: Asked) => Reply>> = {},
): (asked: Asked, n: number) => Reply {
  return (asked, n) => {
    const kind = kindOf(asked);
    if (kind === 'resolution') return resolution(asked, n);
    return others[kind]?.(asked) ?? { kind: 'answer', value: MODEST[kind] };
  };
}

const MODEST = {
  intent: { wants: 'Not clear.', subjects: [], evidence: [], confidence: 0.1, suspicious: [] },
  critique: { sound: true, problems: [], suspicious: [] },
};

/** An answer to a conflict, with what a case is about. */
export function resolutionOf(over: Partial<SynthesisAnswer>): Reply {
  const value: SynthesisAnswer = {
    possible: true,
    why: 'Both are kept.',
    winner: 'candidate',
    files: [],
    documents: [],
    glue: [],
    leftOut: [],
    confidence: 0.8,
    suspicious: [],
    ...over,
  };
  return { kind: 'answer', value };
}
