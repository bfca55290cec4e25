import { asOid, decodeGitText, Fault, type FileVersion, type GitPath } from '@sluice/model';

/** One entry of git's raw diff format; a rename is given as its deletion, with `renamedTo`, and its addition. */
export interface RawEntry {
  readonly path: GitPath;
  readonly before: FileVersion | null;
  readonly after: FileVersion | null;
  readonly renamedTo: GitPath | null;
}

/** The output of `git diff-tree --stdin -r -z --raw` for pairs of trees: one list a pair, in order. */
export function parseRawDiffs(output: Buffer): RawEntry[][] {
  const pairs: RawEntry[][] = [];
  for (let at = 0; at < output.length;) {
    if (output[at] !== 0x3a) {
      // `<tree> <tree>` and a line end opens the next pair.
      const end = output.indexOf(10, at);
      // What is printed of commits instead of trees would be read from the start again, for ever.
      if (end < 0) throw new Fault('GIT_FAILED', 'git diff-tree: not about trees.', 'Please report this.');
      at = end + 1;
      pairs.push([]);
      continue;
    }
    const nul = output.indexOf(0, at);
    const [oldMode, mode, oldOid, oid, status] = output.toString('latin1', at + 1, nul).split(' ');
    const end = output.indexOf(0, nul + 1);
    const path = decodeGitText(output.subarray(nul + 1, end));
    const before = version(oldMode!, oldOid!);
    const after = version(mode!, oid!);
    at = end + 1;
    if (status!.startsWith('R')) {
      at = output.indexOf(0, end + 1) + 1;
      const target = decodeGitText(output.subarray(end + 1, at - 1));
      pairs.at(-1)!.push({ path, before, after: null, renamedTo: target });
      pairs.at(-1)!.push({ path: target, before: null, after, renamedTo: null });
    } else {
      pairs.at(-1)!.push({ path, before, after, renamedTo: null });
    }
  }
  return pairs;
}

function version(mode: string, oid: string): FileVersion | null {
  return mode === '000000' ? null : { mode, oid: asOid(oid) };
}
