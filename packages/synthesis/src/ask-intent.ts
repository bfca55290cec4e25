import type { ModelQuestion } from '@sluice/model';
import { piecesOf, type BranchText } from './branch-text.ts';
import { ABOUT_DATA, fence } from './fence.ts';
import { intentShape } from './intent.ts';
import { answerSchema } from './read-answer.ts';

const RULES = `You read what one branch of a software project changes, and say what it is for. People and a program use your answer to see whether two branches do the same work, and to merge them without losing anything.

${ABOUT_DATA}

Say what the branch wants for users of the code, not how it is written. Every piece of evidence must be copied from the data exactly: a program looks it up, and what it does not find counts against you. If the data does not show what the branch is for, say so in "wants" and give a confidence below 0.3.`;

const MOST_TOKENS = 4_000;

/** The question what a branch wants. */
export function askIntent(branch: BranchText): ModelQuestion {
  return {
    rules: RULES,
    shared: '',
    ask: `${fence(piecesOf(branch))}\n\nWhat is this branch for?`,
    schema: answerSchema(intentShape),
    maxTokens: MOST_TOKENS,
  };
}
