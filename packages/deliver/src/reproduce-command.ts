import {
  SILENT_EDGES,
  type BranchName,
  type EdgeKind,
  type Invocation,
  type Oid,
  type Reason,
} from '@sluice/model';
import { sluiceCommand } from './sluice-command.ts';

interface Subject {
  readonly base: Oid;
  readonly head: Oid;
  /** A branch that it conflicts with, and why; null: none. */
  readonly rival: { readonly head: Oid; readonly edge: EdgeKind } | null;
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
    case 'silent-loss':
    case 'partial':
      // No merge stumbles on these: the difference shows them.
      if (rival && SILENT_EDGES.has(rival.edge)) return `git diff ${rival.head} ${head}`;
      return `git merge-tree --write-tree --name-only ${rival?.head ?? base} ${head}`;
    case 'tests-failed':
    case 'tests-missing':
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
    case 'supply-chain':
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
    case 'no-manifest':
    case 'over-limit':
    case 'outdated':
    case 'closed-by-person':
    case 'untrusted':
    case 'unsafe-name':
      return '';
  }
}

/** The name as a pattern that matches nothing else. */
function asGlob(name: BranchName): string {
  return name.replace(/[\\*?[\]{}()!+@|]/g, '\\$&');
}
