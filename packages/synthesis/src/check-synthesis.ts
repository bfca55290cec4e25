import type { GitPath, Lost } from '@sluice/model';
import { correctedComments, linesNotKept, lossProblems } from './check-loss.ts';
import { newNames, reachProblems, textProblems } from './check-text.ts';
import type { Conflict, ContendedFile, KnownFile } from './conflict.ts';
import type { SynthesisAnswer } from './synthesis.ts';
import { isDecidingPath, isSecretPath } from './untouchable-paths.ts';
import { findSecrets, redact } from './secrets.ts';
import { flat, lineCounts } from './words.ts';

/** What others know of an answer. */
export interface AnswerTools {
  /** Whether a text is well-formed in its language; null: nobody here can say. */
  readonly parses: (path: GitPath, text: string) => boolean | null;
  /** What a merge that comes to the text would have lost without a word, one phrase each. */
  readonly lossOf: (file: ContendedFile, text: string) => readonly string[];
}

/** An answer that stood the check: data for a candidate that a person looks at. */
export interface Resolution {
  readonly files: readonly ResolvedFile[];
  readonly documents: readonly (KnownFile & { readonly why: string })[];
  /** Comments in contended files that the result made wrong and that say something else now. */
  readonly comments: readonly { readonly path: GitPath; readonly was: string }[];
  readonly glue: SynthesisAnswer['glue'];
  readonly winner: SynthesisAnswer['winner'];
  /** What the model says is not in it: only where one side's way was to win. */
  readonly leftOut: readonly string[];
  readonly why: string;
  readonly confidence: number;
}

export interface ResolvedFile extends KnownFile {
  /** Lines that a side added and that are there in other words, or not at all. */
  readonly lost: Lost;
}

export type CheckedAnswer =
  | { readonly kind: 'sound'; readonly resolution: Resolution }
  /** One phrase for each thing that is wrong. */
  | { readonly kind: 'dropped'; readonly why: readonly string[] };

const LONGEST_WORDS = 600;
const MOST_NEW_NAMES = 12;
const MOST_GLUE = 20;
const MOST_LEFT_OUT = 10;

/** Holds an answer against the conflict. Nothing that the model says of its answer counts, only what is in it. */
export function checkSynthesis(
  answer: SynthesisAnswer,
  conflict: Conflict,
  tools: AnswerTools,
): CheckedAnswer {
  if (!answer.possible) return { kind: 'dropped', why: [`the model sees no way: ${words(answer.why)}`] };
  const placed = placeProblems(answer, conflict);
  if (placed.length > 0) return { kind: 'dropped', why: placed };
  const written = new Map(answer.files.map(({ path, text }) => [path, text]));
  const files = conflict.files.map((file) => ({
    file,
    text: withEndingsOf(file.ours, written.get(file.path)!),
  }));
  const documents = changedDocuments(answer, conflict);
  const why = [
    ...files.flatMap((each) => fileProblems(each, { answer, conflict, tools })),
    ...documents.flatMap(documentProblems),
    ...leftOutProblems(answer, conflict),
  ];
  if (why.length > 0) return { kind: 'dropped', why };
  return {
    kind: 'sound',
    resolution: {
      files: files.map(({ file, text }) => ({ path: file.path, text, lost: linesNotKept(file, text) })),
      documents: documents.map(({ path, text, why: because }) => ({ path, text, why: words(because) })),
      comments: files.flatMap(({ file, text }) =>
        correctedComments(file, text).map((was) => ({ path: file.path, was: words(was) })),
      ),
      glue: answer.glue
        .filter(({ path }) => written.has(path))
        .slice(0, MOST_GLUE)
        .map((glue) => ({ ...glue, why: words(glue.why) })),
      winner: answer.winner,
      leftOut: answer.leftOut.slice(0, MOST_LEFT_OUT).map(words),
      why: words(answer.why),
      confidence: Number.isFinite(answer.confidence) ? Math.min(Math.max(answer.confidence, 0), 0.95) : 0,
    },
  };
}

/** Every contended file once, documents from the list, and nothing else. */
function placeProblems({ files, documents }: SynthesisAnswer, conflict: Conflict): string[] {
  const contended = new Set(conflict.files.map(({ path }) => path));
  const listed = new Set(conflict.documents.map(({ path }) => path));
  const given = files.map(({ path }) => path);
  const others = [
    ...given.filter((path) => !contended.has(path)),
    ...documents.map(({ path }) => path).filter((path) => !listed.has(path)),
  ];
  const all = [...given, ...documents.map(({ path }) => path)];
  const barred = all.filter((path) => isDecidingPath(path) || isSecretPath(path));
  return [
    ...others.map((path) => `it writes to ${shown(path)}, which is not contended`),
    ...barred
      .filter((path) => !others.includes(path))
      .map((path) => `nothing may write to ${shown(path)} but a person`),
    ...[...contended]
      .filter((path) => !given.includes(path))
      .map((path) => `it has no text for ${shown(path)}`),
    ...(new Set(all).size < all.length ? ['it gives a file twice'] : []),
  ];
}

interface Answered {
  readonly answer: SynthesisAnswer;
  readonly conflict: Conflict;
  readonly tools: AnswerTools;
}

function fileProblems(
  { file, text }: { file: ContendedFile; text: string },
  { answer, conflict, tools }: Answered,
): string[] {
  const { path } = file;
  // A piece of code may move from one contended file to another.
  const sources = conflict.files.flatMap(({ base, ours, theirs }) => [base ?? '', ours, theirs]);
  const known = sources.map(flat);
  const added = newNames({ text, sources });
  const glue = answer.glue.filter((each) => each.path === path);
  const problems = [
    ...textProblems({ text, sources }),
    ...reachProblems({ text, sources }),
    ...lossProblems(file, text),
    ...tools.lossOf(file, text),
    ...(tools.parses(path, text) === false ? ['it does not parse'] : []),
    ...(findSecrets(text).length > 0 ? ['it has something that looks like a secret'] : []),
    ...(added.length > 0 && glue.length === 0
      ? [`it adds ${added.slice(0, 3).join(', ')} without naming it as glue`]
      : []),
    ...(added.length > MOST_NEW_NAMES ? [`it adds ${added.length} names that neither side has`] : []),
    ...glue
      .filter(({ comment }) => flat(comment).length < 8 || !flat(text).includes(flat(comment)))
      .map(() => 'the comment of its glue is not in the file'),
    ...glue
      .filter(({ comment }) => known.some((source) => source.includes(flat(comment))))
      .map(() => 'the comment of its glue was there before'),
  ];
  return problems.map((problem) => `${shown(path)}: ${problem}`);
}

interface ChangedDocument extends KnownFile {
  readonly why: string;
  readonly before: string;
}

function changedDocuments({ documents }: SynthesisAnswer, conflict: Conflict): ChangedDocument[] {
  const before = new Map(conflict.documents.map(({ path, text }) => [path, text]));
  return documents
    .map(({ path, text, why }) => ({
      path,
      why,
      before: before.get(path)!,
      text: withEndingsOf(before.get(path)!, text),
    }))
    .filter(({ before: old, text }) => old !== text);
}

/** A correction leaves most of a document alone. */
function documentProblems({ path, text, before }: ChangedDocument): string[] {
  const old = lineCounts(before);
  const now = lineCounts(text);
  const stay = [...old.keys()].filter((line) => now.has(line)).length;
  const problems = [
    ...textProblems({ text, sources: [before] }),
    ...(stay * 4 < old.size * 3 ? ['it changes more than what became wrong'] : []),
  ];
  return problems.map((problem) => `${shown(path)}: ${problem}`);
}

/** Where the branch has to be carried over whole, nothing may be left out by the model's own word. */
function leftOutProblems({ leftOut }: SynthesisAnswer, { strategy }: Conflict): string[] {
  if (strategy === 'convention') return [];
  return leftOut.slice(0, 3).map((each) => `it leaves out: ${words(each).slice(0, 200)}`);
}

/** Instructions to a model that are really in the data, as far as the answer quotes them. */
export function confirmedSuspicions(quotes: readonly string[], data: string): string[] {
  const all = flat(data);
  return quotes
    .map((quote) => flat(quote).slice(0, 300))
    .filter((quote) => quote.length >= 8 && all.includes(quote))
    .slice(0, 10);
}

/** A model writes line feeds; a file that has both ends on every line keeps them. */
function withEndingsOf(like: string, text: string): string {
  const plain = text.replaceAll('\r\n', '\n');
  const feeds = like.match(/\n/g)?.length ?? 0;
  const both = like.match(/\r\n/g)?.length ?? 0;
  const ended = feeds > 0 && like.endsWith('\n') && !plain.endsWith('\n') ? `${plain}\n` : plain;
  return feeds > 0 && feeds === both ? ended.replaceAll('\n', '\r\n') : ended;
}

/** What a model says, for people; whatever it is, no secret. */
function words(text: string): string {
  return flat(redact(text)).slice(0, LONGEST_WORDS);
}

function shown(path: GitPath): string {
  return JSON.stringify(path.toWellFormed().slice(0, 120));
}
