import type { Commit, Signature } from '../../git/commits.ts';
import type { FileChange } from '../../git/diff.ts';
import { nodeId } from '../../state/node-id.ts';
import type { Repository } from '../../state/repository.ts';
import type { World } from '../../world.ts';
import { instant } from './instant.ts';
import { pageUrl, repositoryUrl } from './repository-view.ts';

const UNSIGNED = { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };

/** `git-commit`. */
export function gitCommitView(world: World, repository: Repository, commit: Commit): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  const page = pageUrl(world, repository);
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', repository.fullName, commit.oid),
    url: `${url}/git/commits/${commit.oid}`,
    html_url: `${page}/commit/${commit.oid}`,
    author: personView(commit.author),
    committer: personView(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/git/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
    verification: UNSIGNED,
  };
}

/** `commit`: authors are not tied to accounts. */
export function commitView(world: World, repository: Repository, commit: Commit): Record<string, unknown> {
  const url = repositoryUrl(world, repository);
  const page = pageUrl(world, repository);
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', repository.fullName, commit.oid),
    url: `${url}/commits/${commit.oid}`,
    html_url: `${page}/commit/${commit.oid}`,
    comments_url: `${url}/commits/${commit.oid}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.oid}`,
      author: personView(commit.author),
      committer: personView(commit.committer),
      message: commit.message,
      comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      verification: UNSIGNED,
    },
    author: null,
    committer: null,
    parents: commit.parents.map((sha) => ({
      sha,
      url: `${url}/commits/${sha}`,
      html_url: `${page}/commit/${sha}`,
    })),
  };
}

/** `diff-entry`, without the patch. */
export function fileView(
  world: World,
  repository: Repository,
  sha: string,
  file: FileChange,
): Record<string, unknown> {
  const page = pageUrl(world, repository);
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.blob,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${sha}/${path}`,
    raw_url: `${page}/raw/${sha}/${path}`,
    contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${sha}`,
    ...(file.oldPath === null ? {} : { previous_filename: file.oldPath }),
  };
}

function personView(person: Signature): Record<string, unknown> {
  return { name: person.name, email: person.email, date: instant(person.date) };
}
