import type { Recollection } from '@sluice/memory';
import { noticeOf } from '@sluice/formats';
import { decodeSides, type DecodedSides, type FileSides, type MergedFile } from '@sluice/merge';
import type { ConflictKind, GitPath, Oid } from '@sluice/model';
import type { Git } from '@sluice/ports';
import type { FileMerger, LoadFileMerger } from './file-merger.ts';

/** The blobs of three versions of one file; null: that side does not have it. */
export interface SideOids {
  readonly base: Oid | null;
  readonly ours: Oid | null;
  readonly theirs: Oid | null;
}

/** What the engine says of one file, and the text that it was asked about. */
export interface Answered extends DecodedSides {
  readonly merged: MergedFile;
}

/**
 * Asks the merge engine about files by their blobs, each question once: the same file comes up again in every candidate
 * and every order that is tried.
 */
export class FileMerges {
  readonly #git: Git;
  readonly #load: LoadFileMerger;
  readonly #recollection: Recollection | null;
  #merger: Promise<FileMerger> | null = null;
  readonly #answers = new Map<string, Promise<Answered | null>>();
  readonly #notices = new Map<string, Promise<string | null>>();
  readonly #losses = new Map<string, Promise<readonly string[]>>();

  /** `recollection`: how methods fared here; null: nobody knows. */
  constructor(git: Git, load: LoadFileMerger, recollection: Recollection | null = null) {
    this.#git = git;
    this.#load = load;
    this.#recollection = recollection;
  }

  /** null: a version is too large, or no text. */
  merge(path: GitPath, conflict: ConflictKind, oids: SideOids): Promise<Answered | null> {
    const key = `${oids.base} ${oids.ours} ${oids.theirs} ${conflict} ${path}`;
    return remembered(this.#answers, key, async () => {
      const decoded = await this.read(path, oids);
      const experience = this.#recollection?.experienceWith(path, conflict);
      const merger = await this.#loaded();
      return decoded && { ...decoded, merged: merger.mergeBeforeTests(decoded.sides, experience) };
    });
  }

  /** What a merge of these that came to `result` has lost of one side, a phrase each. */
  loss(path: GitPath, oids: SideOids, result: Oid): Promise<readonly string[]> {
    const key = `${oids.base} ${oids.ours} ${oids.theirs} ${result} ${path}`;
    return remembered(this.#losses, key, async () => {
      const [[content], decoded] = await Promise.all([this.#git.blobs([result]), this.read(path, oids)]);
      const merged = decoded && content && decodeSides(path, { base: content, ours: null, theirs: null });
      if (!merged) return [];
      return (await this.#loaded()).findSilentLoss(decoded.sides, merged.sides.base!);
    });
  }

  /** What a text that somebody else wrote would lose of one side, a phrase each. */
  async lossOf(sides: FileSides, text: string): Promise<readonly string[]> {
    return (await this.#loaded()).findLoss(sides, text);
  }

  /** What a version says of the program that makes it; null: people do, or it is no text. */
  notice(path: GitPath, oids: SideOids): Promise<string | null> {
    const key = `${oids.base} ${oids.ours} ${oids.theirs} ${path}`;
    return remembered(this.#notices, key, async () => {
      const decoded = await this.read(path, oids);
      return decoded && noticeOf(path, [decoded.sides.ours, decoded.sides.theirs, decoded.sides.base]);
    });
  }

  /** null: a version is too large, or no text. */
  async read(path: GitPath, { base, ours, theirs }: SideOids): Promise<DecodedSides | null> {
    const wanted = [base, ours, theirs].filter((oid) => oid !== null);
    const contents = new Map((await this.#git.blobs(wanted)).map((content, i) => [wanted[i]!, content]));
    if ([...contents.values()].includes(null)) return null;
    const of = (oid: Oid | null): Buffer | null => (oid === null ? null : contents.get(oid)!);
    return decodeSides(path, { base: of(base), ours: of(ours), theirs: of(theirs) });
  }

  #loaded(): Promise<FileMerger> {
    return (this.#merger ??= this.#load());
  }
}

function remembered<T>(known: Map<string, Promise<T>>, key: string, ask: () => Promise<T>): Promise<T> {
  const answer = known.get(key) ?? ask();
  known.set(key, answer);
  return answer;
}
