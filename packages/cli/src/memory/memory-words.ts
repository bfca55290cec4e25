import { plainText } from '@sluice/deliver';
import type { DescribedDecision, DescribedMemory, Fared, RecipeLine } from '@sluice/memory';
import { OUTCOMES, type MemoryOutcome } from '@sluice/memory';

const OUTCOME_WORDS: Record<MemoryOutcome, string> = {
  decided: 'decided so by a person',
  passed: 'tests passed with it',
  landed: 'landed as it was',
  edited: 'edited before it landed',
  reverted: 'taken back later',
  failed: 'tests failed with it',
};

/** What is remembered, as a table: one decision a line, then how methods and strategies fared. */
export function memoryText({ decisions, statistics, offers }: DescribedMemory): string {
  if (decisions.length === 0 && statistics.length === 0 && offers === 0) return 'Nothing is remembered.\n';
  const lines = [
    `${count(decisions.length, 'decision')}, ${count(offers, 'offer')} waiting to be merged or not.`,
    ...decisions.map(decisionLine),
    ...(statistics.length > 0 ? ['', 'How methods and strategies fared:'] : []),
    ...statistics.map(statisticsLine),
  ];
  return `${lines.join('\n')}\n`;
}

/** One decision with all that is known of it. */
export function decisionText(described: DescribedDecision): string {
  const { decision, confidence, counts, contradictions, recalled, paths, lastSeen } = described;
  const { sample, pathClass, recipe } = decision;
  const heard = (Object.keys(OUTCOMES) as MemoryOutcome[])
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${OUTCOME_WORDS[outcome]}: ${counts[outcome]}`);
  const written = recipe.filter((line: RecipeLine) => 'text' in line).length;
  return [
    `decision ${decision.id}`,
    `kind of file: ${plainText(pathClass)}; seen in ${paths.map((path) => plainText(path)).join(', ')}`,
    `confidence: ${percent(confidence)}; ${recalled ? 'taken again' : 'not taken again without asking'}`,
    ...heard,
    ...(contradictions > 0 ? [`decided otherwise: ${contradictions}`] : []),
    `last seen: ${day(lastSeen)}`,
    written === 0
      ? 'every line of the answer comes from one of the sides'
      : `${count(written, 'line')} of the answer ${written === 1 ? 'was' : 'were'} written anew`,
    ...section('before', sample.base),
    ...section('one side', sample.first),
    ...section('the other side', sample.second),
    ...section('answer', sample.answer),
    '',
  ].join('\n');
}

function decisionLine({
  decision,
  confidence,
  recalled,
  paths,
  counts,
  lastSeen,
}: DescribedDecision): string {
  const seen = Object.values(counts).reduce((sum, each) => sum + each, 0);
  const where = plainText(paths[0] ?? '') + (paths.length > 1 ? ` and ${paths.length - 1} more` : '');
  const mark = recalled ? 'taken again' : 'only known';
  return [decision.id, percent(confidence), mark, count(seen, 'observation'), day(lastSeen), where].join(
    '  ',
  );
}

function statisticsLine({ subject, good, bad, mean }: Fared & { readonly subject: string }): string {
  return `${percent(mean)}  ${good} for, ${bad} against  ${plainText(subject)}`;
}

function section(title: string, text: string): string[] {
  return ['', `${title}:`, ...text.split('\n').map((line) => `  ${plainText(line)}`)];
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}

function day(seconds: number): string {
  return new Date(seconds * 1000).toISOString().slice(0, 10);
}
