import type { BranchText } from './branch-text.ts';
import type { Intent, IntentAnswer, IntentEvidence } from './intent.ts';
import { redact } from './secrets.ts';
import { flat, namesOf } from './words.ts';

const MOST_EVIDENCE = 12;
const SHORTEST_QUOTE = 6;
const LONGEST_TEXT = 400;
const LEAST = 0.3;
/** Nobody is surer than this of what others want. */
const MOST = 0.95;

/**
 * Holds an answer against the branch: evidence that is not there is dropped and lowers the confidence. null: too little
 * is left to be told.
 */
export function checkIntent(answer: IntentAnswer, text: BranchText): Intent | null {
  const isThere = evidenceFinder(text);
  const claimed = answer.evidence.slice(0, MOST_EVIDENCE);
  const evidence = claimed.filter(isThere);
  const wants = flat(redact(answer.wants)).slice(0, LONGEST_TEXT);
  const sure = Number.isFinite(answer.confidence) ? Math.min(Math.max(answer.confidence, 0), MOST) : 0;
  const confidence = claimed.length === 0 ? 0 : (sure * evidence.length) / claimed.length;
  if (evidence.length === 0 || confidence < LEAST || wants === '') return null;
  const subjects = answer.subjects.slice(0, 6).map((subject) => flat(redact(subject)).slice(0, 80));
  return { branch: text.branch, wants, subjects, evidence, confidence: Math.round(confidence * 100) / 100 };
}

function evidenceFinder({ messages, edits }: BranchText): (evidence: IntentEvidence) => boolean {
  const said = flat(messages.join('\n'));
  const changed = new Map(
    edits.map(({ path, hunks }) => [path, hunks.flatMap(({ removed, added }) => [...removed, ...added])]),
  );
  const names = namesOf([...changed.values()].flat());
  const linesAt = new Map([...changed].map(([path, lines]) => [path, lines.map(flat)]));
  return ({ kind, path, text }) => {
    const quote = flat(text);
    switch (kind) {
      case 'message':
        return quote.length >= SHORTEST_QUOTE && said.includes(quote);
      case 'path':
        return changed.has(text);
      case 'symbol':
        return names.has(quote);
      case 'line':
        return (
          quote.length >= SHORTEST_QUOTE && (linesAt.get(path)?.some((line) => line.includes(quote)) ?? false)
        );
    }
  };
}
