/** Path → whole content of a text file. */
export type Files = Readonly<Record<string, string>>;

/** Replaces one place of a file: `find` occurs exactly once in it. */
export interface Edit {
  readonly path: string;
  readonly find: string;
  readonly put: string;
}

/** One commit of the demo repository, on top of the last one of its line. */
export interface DemoCommit {
  readonly author: string;
  /** Seconds since the epoch; the zone is UTC. */
  readonly date: number;
  readonly message: string;
  readonly files?: Files;
  readonly edits?: readonly Edit[];
}

/** A line of commits that starts at the tip of another branch, or (null) from nothing. */
export interface DemoLine {
  readonly branch: string;
  readonly from: string | null;
  readonly commits: readonly DemoCommit[];
}

/** A commit with the files that it writes, all edits applied. */
export interface PlannedCommit {
  readonly ref: string;
  readonly mark: number;
  /** Mark of its parent, or null. */
  readonly parent: number | null;
  readonly commit: DemoCommit;
  readonly writes: Files;
}

/** Turns lines, each after the one it starts from, into commits with whole files. Throws when an edit does not fit. */
export function planHistory(lines: readonly DemoLine[]): PlannedCommit[] {
  const planned: PlannedCommit[] = [];
  const tips = new Map<string, { readonly mark: number; readonly files: Files }>();
  for (const line of lines) {
    let tip =
      line.from === null
        ? null
        : (tips.get(line.from) ?? fail(`No branch ${line.from} before ${line.branch}.`));
    for (const commit of line.commits) {
      const writes = { ...commit.files, ...applyEdits(tip?.files ?? {}, commit.edits ?? []) };
      const mark = planned.length + 1;
      planned.push({ ref: `refs/heads/${line.branch}`, mark, parent: tip?.mark ?? null, commit, writes });
      tip = { mark, files: { ...tip?.files, ...writes } };
    }
    tips.set(line.branch, tip ?? fail(`The branch ${line.branch} has no commit.`));
  }
  return planned;
}

function applyEdits(files: Files, edits: readonly Edit[]): Files {
  const changed: Record<string, string> = {};
  for (const { path, find, put } of edits) {
    const before = changed[path] ?? files[path] ?? fail(`There is no ${path} to edit.`);
    const parts = before.split(find);
    if (parts.length !== 2) fail(`${path} has ${parts.length - 1} places like ${JSON.stringify(find)}.`);
    changed[path] = parts.join(put);
  }
  return changed;
}

function fail(problem: string): never {
  throw new Error(problem);
}
