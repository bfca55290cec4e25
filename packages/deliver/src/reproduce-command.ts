import type { BranchName, Invocation, Oid, Reason } from '@sluice/model';
import { sluiceCommand } from './sluice-command.ts';

interface Subject {
  readonly base: Oid;
  readonly head: Oid;
  /** Head of a branch that it conflicts with; null: none. */
  readonly rival: Oid | null;
  /** The branches that fail together. */
  readonly failing: readonly BranchName[];
  readonly invocation: Invocation;
}

/** A command that shows the reason again, to be run in the repository; empty where there is nothing to show. */
export function reproduceCommand(
  reason: Reason,
  { base, head, rival, failing, invocation }: Subject,
): string {
  switch (reason) {
    case 'conflict':
    case 'base-conflict':
    case 'partial':
      return `git merge-tree --write-tree --name-only ${rival ?? base} ${head}`;
    case 'tests-failed':
    case 'interaction':
    case 'built-in-check':
    case 'joint-conflict':
      return sluiceCommand(invocation, 'run', { words: ['--dry-run'], branches: failing.map(asGlob) });
    case 'base-red':
      return sluiceCommand(invocation, 'run', { ...invocation, words: ['--dry-run'] });
    case 'protected-path':
    case 'vetoed':
    case 'submodule':
    case 'escaping-symlink':
    case 'hostile-path':
    case 'case-collision':
    case 'too-large':
      return `git diff --stat ${base}...${head}`;
    case 'unrelated-history':
    case 'shallow':
    case 'up-to-date':
    case 'empty':
      return `git log --oneline ${base}..${head}`;
    case 'corrupt-object':
      return 'git fsck';
    case 'merged':
    case 'contained':
    case 'resolved':
    case 'moved':
    case 'gone':
      return '';
  }
}

/** The name as a pattern that matches nothing else. */
function asGlob(name: BranchName): string {
  return name.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
