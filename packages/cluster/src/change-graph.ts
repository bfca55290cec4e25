import type { BranchName, Edge, EdgeKind, GitPath } from '@sluice/model';
import { BitSet } from './bit-set.ts';
import { ConflictRows } from './conflict-rows.ts';
import type { Contender } from './contender.ts';
import { dependencySpots } from './dependency-spots.ts';
import { directoryRenameQuestions } from './directory-renames.ts';
import { addSpots, deleteSpots, fileQuestions } from './file-spots.ts';
import { markLineConflicts, type LineSpot } from './line-spots.ts';
import { caseSpots, directoryFileSpots } from './name-spots.ts';
import type { Precedence } from './landing-order.ts';
import type { Question, Spot } from './spot.ts';
import { NO_SYMBOLS, type SymbolFindings } from './symbol-ties.ts';
import { sharedPaths } from './touch-index.ts';

/** What a real merge of two contenders said. */
export interface PairAnswer {
  readonly clean: boolean;
  readonly conflicts: readonly { readonly kind: EdgeKind; readonly path: GitPath }[];
}

/** Everything about the contenders that needs no merge, and the questions that do. */
export interface GraphDraft {
  readonly contenders: readonly Contender[];
  readonly questions: readonly Question[];
  /** Questions beyond the budget: taken as conflicts, which can hold a branch back but never lose one. */
  readonly assumed: readonly Question[];
  readonly rows: ConflictRows;
  readonly spots: readonly Spot[];
  readonly lineSpots: readonly LineSpot[];
}

/** Who needs a decision with whom, and why. */
export interface ChangeGraph {
  readonly names: readonly BranchName[];
  readonly rows: ConflictRows;
  /** The part of `rows` that no merge would stumble on. */
  readonly silent: ConflictRows;
  readonly edges: readonly Edge[];
  readonly precedence: readonly Precedence[];
}

/** At 0.7 ms a merge this bounds the questions at about three seconds. */
const QUESTION_BUDGET = 4000;

/** Decides all that intervals and names decide, in time linear in what the contenders touch. */
export function draftGraph(contenders: readonly Contender[], basePaths: readonly GitPath[]): GraphDraft {
  const rows = new ConflictRows(contenders.length);
  const renameTargets = targetsOfRenames(contenders);
  const spots: Spot[] = [...directoryFileSpots(contenders)];
  const lineSpots: LineSpot[] = [];
  const asked: Question[] = directoryRenameQuestions(contenders, basePaths);
  for (const [path, touches] of sharedPaths(contenders)) {
    const renamed = renameTargets.get(path) ?? NOBODY;
    spots.push(...addSpots(path, touches, renamed), ...deleteSpots(path, touches));
    lineSpots.push(...markLineConflicts(path, touches, rows));
    asked.push(...fileQuestions(touches, renamed));
  }
  for (const spot of spots) rows.markClasses(spot.classes);
  rows.close();
  const questions = unique([...asked, ...kinQuestions(contenders, rows)], contenders.length);
  return {
    contenders,
    questions: questions.slice(0, QUESTION_BUDGET),
    assumed: questions.slice(QUESTION_BUDGET),
    rows,
    spots,
    lineSpots,
  };
}

/** Enters the answers, one for each question in order, and gives every conflict its reason. */
export function settleGraph(
  draft: GraphDraft,
  answers: readonly PairAnswer[],
  symbols: SymbolFindings = NO_SYMBOLS,
): ChangeGraph {
  const { contenders, rows, questions, assumed } = draft;
  questions.forEach(({ a, b }, i) => rows.set(a, b, !answers[i]!.clean));
  for (const { a, b } of assumed) rows.set(a, b, true);
  // Not textual: no merge can clear these.
  const decisions = [...caseSpots(contenders), ...dependencySpots(contenders), ...symbols.ties];
  const silent = new ConflictRows(contenders.length);
  for (const spot of decisions) silent.markClasses(spot.classes);
  silent.close();
  for (const i of contenders.keys()) rows.mark([i], silent.row(i));
  for (const some of [rows, silent]) clearStacks(contenders, some);
  const places = [
    ...[...draft.spots, ...decisions].map(({ kind, path, detail, classes }) => ({
      kind,
      path,
      detail,
      members: classes.flat(),
    })),
    ...draft.lineSpots.map(({ path, firstLine, lastLine, members }) => ({
      kind: 'overlap' as const,
      path,
      detail:
        lastLine < firstLine ? `new lines before line ${firstLine}` : `lines ${firstLine} to ${lastLine}`,
      members,
    })),
    ...answeredPlaces(questions, answers),
    ...assumed.map(({ a, b }) => ({
      kind: 'content' as const,
      path: '',
      detail: 'assumed: too many pairs to merge one by one',
      members: [a, b],
    })),
  ];
  const names = contenders.map(({ name }) => name);
  const edges = places.flatMap(({ kind, path, detail, members }) =>
    rows
      .componentsAmong(members)
      .map((component) => ({ among: component.map((i) => names[i]!), kind, path, detail })),
  );
  return { names, rows, silent, edges, precedence: symbols.precedence };
}

/** Every pair of this many is asked in 50 ms. */
const SMALL_FAMILY = 12;

/** Whether a person must decide between two branches though git would merge them without a word. */
export function silentConflicts({ names, silent }: ChangeGraph): (a: BranchName, b: BranchName) => boolean {
  const index = new Map(names.map((name, i) => [name, i]));
  return (a, b) => silent.has(index.get(a)!, index.get(b)!);
}

const NOBODY: ReadonlySet<number> = new Set();

function targetsOfRenames(contenders: readonly Contender[]): Map<GitPath, Set<number>> {
  const targets = new Map<GitPath, Set<number>>();
  contenders.forEach(({ changes }, by) => {
    for (const { renamedTo } of changes) {
      if (renamedTo !== null) targets.set(renamedTo, (targets.get(renamedTo) ?? new Set()).add(by));
    }
  });
  return targets;
}

/**
 * Between branches that share commits intervals see the shared part twice, and cannot see what one of them took back of
 * it: a small family is asked in full, a large one where intervals suspect something.
 */
function kinQuestions(contenders: readonly Contender[], rows: ConflictRows): Question[] {
  const families = new Map<string, number[]>();
  contenders.forEach(({ roots, changes }, i) => {
    // One that does not merge with the base meets nobody.
    for (const root of changes.length > 0 ? roots : [])
      families.set(root, [...(families.get(root) ?? []), i]);
  });
  return [...families.values()].flatMap((family) => {
    const members = BitSet.of(rows.size, family);
    const suspects = (a: number): BitSet =>
      family.length <= SMALL_FAMILY ? members : rows.row(a).clone().retainAll(members);
    return family.flatMap((a) => [...suspects(a)].filter((b) => a < b).map((b) => ({ a, b })));
  });
}

function clearStacks(contenders: readonly Contender[], rows: ConflictRows): void {
  const index = new Map(contenders.map(({ name }, i) => [name, i]));
  contenders.forEach(({ contains }, a) => {
    for (const name of contains) {
      const b = index.get(name);
      if (b !== undefined) rows.set(a, b, false);
    }
  });
}

/** Answers at one path for one reason are one place. */
function answeredPlaces(questions: readonly Question[], answers: readonly PairAnswer[]) {
  const places = new Map<string, { kind: EdgeKind; path: GitPath; detail: string; members: number[] }>();
  questions.forEach(({ a, b }, i) => {
    for (const { kind, path } of answers[i]!.conflicts) {
      const key = `${kind}\0${path}`;
      const place = places.get(key) ?? {
        kind,
        path,
        detail: 'git merge-tree reports a conflict',
        members: [],
      };
      place.members.push(a, b);
      places.set(key, place);
    }
  });
  return [...places.values()];
}

function unique(questions: readonly Question[], size: number): Question[] {
  return [...new Map(questions.map((question) => [question.a * size + question.b, question])).values()];
}
