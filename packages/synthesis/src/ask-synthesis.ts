import type { ModelQuestion, SynthesisStrategy } from '@sluice/model';
import type { Conflict } from './conflict.ts';
import { ABOUT_DATA, fence, type Piece } from './fence.ts';
import { answerSchema } from './read-answer.ts';
import { synthesisShape } from './synthesis.ts';

const RULES = `You merge the work of two sides of a software project where a line-by-line merge found conflicts. "Candidate" is what is merged already; "branch" is what comes next. A program checks your answer, then the tests of the project run on it, then a person reads it.

${ABOUT_DATA}

What holds for every answer:
- Give every contended file whole. Never shorten: no "...", no "rest unchanged", no conflict markers.
- Nothing that one side added may be missing: every function, case, option, test, import, name. Nothing may be there twice.
- What neither side touched stays as it is, to the character.
- Add nothing that neither side has: no dependency, import, address, file, feature or clean-up. If joining the two sides needs a few lines of new code (glue), keep them short, put a comment directly above that says what they join, and list them in "glue".
- Keep the style, indentation and line ends of the file.
- If a comment above code that your result changes is no longer true, correct that comment and no other.
- If a document in the list says something that your result makes wrong, correct it there and change nothing else of it.
- If what both sides want contradicts itself (two values for one thing, two designs of one function that callers depend on), do not choose: say that it is not possible, and why.`;

const HOW: Readonly<Record<SynthesisStrategy, string>> = {
  convention:
    'See in the neighbouring files how this project does such things. The side whose version follows these conventions more closely gives the structure; port everything that the other side offers onto it, in the same conventions.',
  fresh:
    'Write a version that does everything that both sides do, as someone would have written it who knew of both from the start. Reuse the code of the sides as it is wherever that is possible.',
  port: 'The version of the candidate stays as it is. Carry everything that the branch offers over to it: every behaviour, option and test of the branch must work on it.',
};

const LEAST_TOKENS = 4_000;
const MOST_TOKENS = 32_000;
const CHARACTERS_PER_TOKEN = 3;

/** The question how a conflict is to be resolved. What the strategies have in common comes first, to be read once. */
export function askSynthesis(conflict: Conflict): ModelQuestion {
  const { strategy, files } = conflict;
  const longest = files.reduce((sum, { ours, theirs }) => sum + ours.length + theirs.length, 0);
  const tokens = Math.ceil(longest / CHARACTERS_PER_TOKEN) + LEAST_TOKENS;
  return {
    rules: RULES,
    shared: fence(piecesOf(conflict)),
    ask: `Merge the branch onto the candidate. ${HOW[strategy]}`,
    schema: answerSchema(synthesisShape),
    maxTokens: Math.min(tokens, MOST_TOKENS),
  };
}

function piecesOf({ branch, onto, files, documents, neighbours, intents }: Conflict): Piece[] {
  return [
    { what: 'name of the branch', text: branch },
    { what: 'names of the branches in the candidate', text: onto.join('\n') },
    ...intents.map(({ branch: of, wants }): Piece => ({ what: 'what the branch is for', of, text: wants })),
    ...files.flatMap(({ path, base, ours, theirs }): Piece[] => [
      ...(base === null ? [] : [{ what: 'contended file before both', of: path, text: base }]),
      { what: 'contended file in the candidate', of: path, text: ours },
      { what: 'contended file on the branch', of: path, text: theirs },
    ]),
    ...documents.map(({ path, text }): Piece => ({ what: 'document that may be corrected', of: path, text })),
    ...neighbours.map(({ path, text }): Piece => ({
      what: 'neighbouring file, to see conventions',
      of: path,
      text,
    })),
  ];
}
