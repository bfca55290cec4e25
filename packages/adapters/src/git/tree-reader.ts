import { asOid, decodeGitText } from '@sluice/model';
import type { TreeEntry } from '@sluice/ports';

/** The output of `git ls-tree -r -z`. */
export function parseTree(output: Buffer): TreeEntry[] {
  const entries: TreeEntry[] = [];
  for (let at = 0; at < output.length;) {
    const tab = output.indexOf(9, at);
    const nul = output.indexOf(0, tab);
    const [mode, , oid] = output.toString('latin1', at, tab).split(' ');
    entries.push({ path: decodeGitText(output.subarray(tab + 1, nul)), mode: mode!, oid: asOid(oid!) });
    at = nul + 1;
  }
  return entries;
}
