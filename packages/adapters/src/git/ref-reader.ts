import { asOid, decodeGitText, isOid } from '@sluice/model';
import type { Ref } from '@sluice/ports';

/** `oid type refname` NUL line end, as asked of `git for-each-ref`; what does not point at a commit is left out. */
export function parseRefs(output: Buffer): Ref[] {
  return decodeGitText(output)
    .split('\0')
    .flatMap((record) => {
      const [, oid, type, name] = /^\n?([0-9a-f]+) (\w+) (.*)$/s.exec(record) ?? [];
      return oid !== undefined && type === 'commit' ? [{ name: name!, oid: asOid(oid) }] : [];
    });
}

/** `oid` TAB `refname` line end, as `git ls-remote` and `git bundle list-heads` (with a blank) print them. */
export function decodeRefLines(output: Buffer): Ref[] {
  return decodeGitText(output)
    .split('\n')
    .flatMap((line) => {
      const [, oid, name] = /^([0-9a-f]{40,64})[\t ](refs\/.+)$/.exec(line) ?? [];
      return oid !== undefined && isOid(oid) ? [{ name: name!, oid }] : [];
    });
}
