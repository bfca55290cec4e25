import { REJECTIONS, type ManifestCheck, type ManifestVerdict } from '@sluice/model';
import { plainShort } from './plain-text.ts';

/** One manifest and what was found out about it. */
export interface ExplainedManifest {
  /** `claude/x at 0123456789`, or the name of the file. */
  readonly subject: string;
  readonly verdict: ManifestVerdict;
  /** Fields for which nothing was demanded: shown, and said to be unchecked. */
  readonly unchecked: readonly string[];
  /** What was not looked into at all, as whole sentences. */
  readonly notes: readonly string[];
}

const WIDTH = 300;

/** The verdict on one manifest, field by field, for a terminal. */
export function explainVerdict({ subject, verdict, unchecked, notes }: ExplainedManifest): string {
  const { rejection, checks } = verdict;
  const head = rejection
    ? `${line(subject)}: not believed (${rejection.kind})\n${REJECTIONS[rejection.kind]}`
    : `${line(subject)}: believed${unchecked.length > 0 ? ', as far as something was demanded' : ''}`;
  const rows = checks.map((check) => checkLines(check, unchecked.includes(check.field)));
  const first = rejection && checks.every(({ ok }) => ok) ? [refusal(rejection)] : [];
  const parts = [head, [...first, ...rows].join('\n'), notes.map(line).join('\n')];
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

/** What was wrong, in one line, for places that have no room for all fields. */
export function rejectionSentence({ rejection }: ManifestVerdict): string {
  if (!rejection) return 'The manifest is believed.';
  const { kind, field, expected, actual } = rejection;
  return `${REJECTIONS[kind]} ${line(field)}: expected ${line(expected)}, found ${found(actual)}.`;
}

function checkLines({ field, expected, actual, ok }: ManifestCheck, isUnchecked: boolean): string {
  if (isUnchecked) return `  not checked  ${line(field)}: ${found(actual)}`;
  if (ok) return `  ok           ${line(field)}: ${found(actual)}`;
  return refusal({ field, expected, actual });
}

function refusal({ field, expected, actual }: Omit<ManifestCheck, 'ok'>): string {
  const lines = [
    `  WRONG        ${line(field)}`,
    `    expected   ${line(expected)}`,
    `    found      ${found(actual)}`,
  ];
  return lines.join('\n');
}

function found(actual: string | null): string {
  return actual === null ? 'nothing' : line(actual);
}

function line(text: string): string {
  return plainShort(text, WIDTH);
}
