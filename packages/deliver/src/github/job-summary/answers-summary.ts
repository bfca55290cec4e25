import type { ModelRecord } from '@sluice/model';
import { markdownText } from '../../markdown-text.ts';
import { plainShort } from '../../plain-text.ts';
import { count } from '../../words.ts';
import { fitDocument, prose, SUMMARY_BYTES } from '../fit-document.ts';

/** The page of the job that asks a language model: how much was asked, and why no more. What it answered is no one's page. */
export function answersSummary({ name, skipped, answers }: ModelRecord): string {
  const answered = answers.filter(({ answer }) => answer.kind === 'answer').length;
  const asked = `${markdownText(plainShort(name, 100))} was asked ${count(answers.length, 'question', 'questions')} and answered ${answered}.`;
  const why = skipped === '' ? '' : `Why nothing more was asked: ${markdownText(plainShort(skipped, 400))}.`;
  const next = answered === 0 ? '' : 'The validation checks each answer before anybody is shown it.';
  const sections = [prose('## Sluice: language model', ...[asked, why, next].filter((each) => each !== ''))];
  return fitDocument(sections, { bytes: SUMMARY_BYTES, elsewhere: 'the artifact of this job has them all' });
}
