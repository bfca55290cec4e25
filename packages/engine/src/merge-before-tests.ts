import { mergeFormat } from '@sluice/formats';
import {
  mergeFile,
  mergeStructured,
  NO_EXPERIENCE,
  objectionsTo,
  readOnce,
  type FileSides,
  type MergedFile,
  type MergedText,
  type MergeTools,
  type Program,
} from '@sluice/merge';

/** So often it is what people made of files that nothing else has an answer for: 36 of 98 in public histories. */
const BY_DECLARATIONS = 0.37;

/**
 * A merge for a run, in which tests come after it. Where the engine abstains, since people often make something else of
 * such a file, both sides are kept whole by declarations or by keys, if that can be done and nothing speaks against it.
 */
export function mergeBeforeTests(sides: FileSides, tools: MergeTools): MergedFile {
  const merged = mergeFile(sides, tools);
  if (merged.kind === 'merged' || merged.method === 'taken-out') return merged;
  const program = readOnce(sides, tools);
  const whole = byDeclarations(program()) ?? byKeys(sides);
  const { experience = NO_EXPERIENCE } = tools;
  const kept = whole && { ...whole, confidence: experience(whole.method, whole.confidence) };
  const text = kept?.text ?? null;
  return kept && text !== null && objectionsTo(sides, text, program).length === 0 ? kept : merged;
}

function byDeclarations(program: Program | null): MergedText | null {
  const merged = program && mergeStructured(program);
  if (merged?.kind !== 'merged') return null;
  const { text, lost } = merged;
  return { kind: 'merged', text, method: 'structured', confidence: BY_DECLARATIONS, lost };
}

function byKeys({ path, base, ours, theirs }: FileSides): MergedText | null {
  const merged = ours === null || theirs === null ? null : mergeFormat(path, base, ours, theirs);
  if (merged?.kind !== 'merged') return null;
  const { text, method, confidence, lost } = merged;
  return { kind: 'merged', text, method, confidence, lost };
}
