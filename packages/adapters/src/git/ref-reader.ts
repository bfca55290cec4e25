import { asOid, decodeGitText } from '@sluice/model';
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
