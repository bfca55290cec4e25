import { encodeGitText, type Signature } from '@sluice/model';
import type { NewCommit } from '@sluice/ports';

/** The bytes of a commit object. Source: https://git-scm.com/docs/user-manual#commit-object */
export function encodeCommit(commit: NewCommit): Buffer {
  const lines = [
    `tree ${commit.tree}`,
    ...commit.parents.map((parent) => `parent ${parent}`),
    `author ${signatureLine(commit.author)}`,
    `committer ${signatureLine(commit.committer)}`,
    '',
    commit.message.endsWith('\n') ? commit.message : `${commit.message}\n`,
  ];
  return encodeGitText(lines.join('\n'));
}

function signatureLine({ name, email, date }: Signature): string {
  // `<`, `>`, line ends and NUL would end the field early.
  const clean = (text: string): string => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(name) || 'unknown'} <${clean(email)}> ${date}`;
}
