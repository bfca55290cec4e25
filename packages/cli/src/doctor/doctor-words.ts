import { plainText } from '@sluice/deliver';
import { programName } from '../program-name.ts';
import type { Finding, State } from './finding.ts';

const MARKS: Readonly<Record<State, string>> = { ok: '+', wrong: 'x', unreadable: '?', hint: '!' };
const TITLES: Readonly<Record<State, string>> = {
  ok: 'as it should be',
  wrong: 'wrong',
  unreadable: 'could not be read',
  hint: 'to look at by hand',
};

/** The findings for people, what is wrong first; a fix that several share is told once. */
export function doctorReport(findings: readonly Finding[], where: string): string {
  const toldFixes = new Map<string, string>();
  const sections = (['wrong', 'unreadable', 'hint', 'ok'] as const).flatMap((state) => {
    const some = findings.filter((finding) => finding.state === state);
    if (some.length === 0) return [];
    return [`${capital(TITLES[state])}: ${some.length}`, ...some.map((each) => tell(each, toldFixes)), ''];
  });
  return [`Looked at ${where}.`, '', ...sections, verdict(findings)].join('\n');
}

function tell({ id, state, should, found, why, fix }: Finding, toldFixes: Map<string, string>): string {
  const head = `  ${MARKS[state]} ${should} (${id})`;
  if (state === 'ok') return head;
  const key = fix.join('\n');
  const before = toldFixes.get(key);
  toldFixes.set(key, before ?? id);
  const lines = before === undefined ? fix : [`as for ${before}`];
  return [
    head,
    `      ${found}`,
    `      Why: ${why}`,
    ...lines.map(
      (line, i) => `      ${i === 0 ? 'Fix: ' : '     '}${line.replace(/^sluice /, `${programName()} `)}`,
    ),
  ]
    .map(plainText)
    .join('\n');
}

function verdict(findings: readonly Finding[]): string {
  const count = (state: State): number => findings.filter((finding) => finding.state === state).length;
  const [bad, hidden] = [count('wrong'), count('unreadable')];
  if (bad + hidden === 0) return 'Everything that can be read is as it should be.';
  return `${bad} wrong, ${hidden} could not be read: what is not known is not taken as good.`;
}

function capital(text: string): string {
  return `${text[0]!.toUpperCase()}${text.slice(1)}`;
}
