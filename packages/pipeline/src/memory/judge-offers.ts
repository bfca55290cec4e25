import {
  decisionSubject,
  EMPTY_MEMORY,
  mergeMemories,
  methodSubject,
  remember,
  rememberDecided,
  strategySubject,
  type Memory,
  type MemoryOutcome,
  type Offer,
  type OfferedFile,
} from '@sluice/memory';
import type { GitPath } from '@sluice/model';
import type { Git, HistoryCommit } from '@sluice/ports';
import type { Base } from '../discover.ts';
import { BaseHistory } from './base-history.ts';
import { decisionsOf } from './read-conflict.ts';

/** After so many seconds nobody asks any more what became of an offer. */
const WATCHED_FOR = 60 * 86_400;

/** One thing that became of a file of an offer, and the commit of the base that shows it. */
interface Fate {
  readonly outcome: MemoryOutcome;
  readonly shownBy: HistoryCommit;
}

/** What became of earlier offers on this base: merged as they were, edited before, taken back, or passed over. */
export async function judgeOffers(git: Git, base: Base, memory: Memory, now: number): Promise<Memory> {
  const open = [...memory.offers.values()]
    .filter(({ target, at }) => target === base.ref && at >= now - WATCHED_FOR)
    .toSorted((a, b) => b.at - a.at || (a.commit < b.commit ? -1 : 1));
  const history = await BaseHistory.since(git, base, open);
  if (history === null) return EMPTY_MEMORY;
  const landed = new Set(
    [...memory.events.values()]
      .filter(({ outcome }) => outcome === 'landed')
      .map(({ source, path }) => `${source} ${path}`),
  );
  const seen: Judging['seen'] = ({ oid }, path) => landed.has(`${oid} ${path}`);
  let learned = EMPTY_MEMORY;
  for (const offer of open) {
    if (history.isSpent) break;
    // The commits that the offer itself is made of say nothing of what became of it.
    const inside = history.ancestorsOf(offer.commit);
    const since = history.after(offer.base).filter(({ oid }) => !inside.has(oid));
    const judging = { history, seen, now };
    if (offer.strategy) learned = mergeMemories(learned, judgeCandidate(offer, since, judging));
    // Of a candidate only what nobody else can work out is of use again.
    if (offer.strategy && offer.strategy !== 'synthesised') continue;
    const more = await judgeFiles(git, offer, since, judging);
    learned = mergeMemories(learned, more);
  }
  return learned;
}

interface Judging {
  readonly history: BaseHistory;
  /** Whether an earlier run saw that a file landed in this commit. */
  readonly seen: (commit: HistoryCommit, path: GitPath) => boolean;
  readonly now: number;
}

async function judgeFiles(
  git: Git,
  offer: Offer,
  since: readonly HistoryCommit[],
  judging: Judging,
): Promise<Memory> {
  const { history, now } = judging;
  let learned = EMPTY_MEMORY;
  for (const file of offer.files) {
    for (const { outcome, shownBy } of await fatesOf(file, offer, since, judging)) {
      const on = { source: shownBy.oid, path: file.path, at: Math.min(shownBy.committedAt, now) };
      const subjects = [methodSubject(file.kind, file.method), ...file.decisions.map(decisionSubject)];
      const seen = subjects.map((subject) => ({ subject, outcome, on }));
      learned = remember(learned, seen);
      // What a person made of it, or let stand though nobody could work it out, is a decision of its own.
      const teaches = outcome === 'edited' || (outcome === 'landed' && file.method === 'synthesised');
      const finished = teaches ? await history.blobAt(shownBy, file.path) : null;
      if (finished !== null)
        learned = rememberDecided(learned, await decisionsOf(git, file.path, file, finished), on);
    }
  }
  return learned;
}

async function fatesOf(
  { path, before, offered }: OfferedFile,
  { commit }: Offer,
  since: readonly HistoryCommit[],
  { history, seen }: Judging,
): Promise<Fate[]> {
  if (before === offered) return [];
  let landed: Fate | null = null;
  for (const shownBy of since) {
    if (history.isSpent) break;
    const now = await history.blobAt(shownBy, path);
    if (landed === null) {
      if (now === offered) landed = { outcome: 'landed', shownBy };
      // Without the checkpoint in it, it is somebody's own change of the file.
      else if (now !== before)
        return history.contains(shownBy, commit) ? [{ outcome: 'edited', shownBy }] : [];
    } else if (now === before) return [landed, { outcome: 'reverted', shownBy }];
    // Commits on top of the checkpoint may have come to the base together with it: only who saw it before can tell.
    else if (now !== offered && landed.shownBy.oid === commit && !seen(landed.shownBy, path))
      return [{ outcome: 'edited', shownBy }];
  }
  return landed === null ? [] : [landed];
}

/** A candidate was taken if the base has it; if the base has what it left out without it, people chose another way. */
function judgeCandidate(
  { commit, strategy, contested }: Offer,
  since: readonly HistoryCommit[],
  { history, now }: Judging,
): Memory {
  const taken = since.find((each) => history.contains(each, commit));
  const passedOver = since.find(
    (each) => contested.length > 0 && contested.every(({ head }) => history.contains(each, head)),
  );
  const shownBy = taken ?? passedOver;
  if (!shownBy) return EMPTY_MEMORY;
  const on = { source: shownBy.oid, path: '', at: Math.min(shownBy.committedAt, now) };
  const outcome = taken ? ('landed' as const) : ('edited' as const);
  return remember(EMPTY_MEMORY, [{ subject: strategySubject(strategy!), outcome, on }]);
}
