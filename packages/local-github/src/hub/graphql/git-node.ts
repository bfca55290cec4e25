import { readCommit, type Signature } from '../git/commits.ts';
import { git, gitText } from '../git/run.ts';
import type { Ref } from '../git/refs.ts';
import { listDirectory, readBlob } from '../git/trees.ts';
import { instant } from '../rest/views/instant.ts';
import { nodeId } from '../state/node-id.ts';
import type { Repository } from '../state/repository.ts';
import { suitesNode, rollupNode, type SuiteArguments } from './check-node.ts';
import { connection, type PageArguments } from './connection.ts';
import { demand, type Context } from './context.ts';

const KINDS = ['refs/heads/', 'refs/tags/'];

export function refNode(repository: Repository, ref: Ref): object {
  const prefix =
    KINDS.find((one) => ref.name.startsWith(one)) ?? ref.name.slice(0, ref.name.lastIndexOf('/') + 1);
  const name = ref.name.slice(prefix.length);
  return {
    __typename: 'Ref',
    id: nodeId('Ref', repository.fullName, ref.name),
    name,
    prefix,
    target: () => objectNode(repository, ref.oid, ref.type),
    origin: repository,
  };
}

export function objectNode(repository: Repository, oid: string, type: string): object | null {
  switch (type) {
    case 'commit':
      return commitNode(repository, oid);
    case 'tree':
      return treeNode(repository, oid);
    case 'blob':
      return blobNode(repository, oid);
    case 'tag':
      return tagNode(repository, oid);
    default:
      return null;
  }
}

export function commitNode(repository: Repository, oid: string): object {
  // Read at most once, and only if a field of its content is asked for.
  let reading: ReturnType<typeof readCommit> | null = null;
  const content = (): ReturnType<typeof readCommit> => (reading ??= readCommit(repository.gitDir, oid));
  return {
    ...objectFields('Commit', repository, oid),
    message: async () => (await content()).message,
    messageHeadline: async () => (await content()).message.split('\n')[0] ?? '',
    committedDate: async () => instant((await content()).committer.date),
    authoredDate: async () => instant((await content()).author.date),
    author: async () => personNode((await content()).author),
    committer: async () => personNode((await content()).committer),
    tree: async () => treeNode(repository, (await content()).tree),
    parents: async (args: PageArguments) =>
      connection('parents', args, (await content()).parents, (parent) => commitNode(repository, parent)),
    checkSuites: (args: SuiteArguments, context: Context) => {
      demand(context, repository, 'Commit.checkSuites');
      return suitesNode(repository, oid, args);
    },
    statusCheckRollup: (_: object, context: Context) => {
      demand(context, repository, 'Commit.statusCheckRollup');
      return rollupNode(repository, oid);
    },
  };
}

export function treeNode(repository: Repository, oid: string): object {
  return {
    ...objectFields('Tree', repository, oid),
    entries: async () => {
      const entries = (await listDirectory(repository.gitDir, oid, '')) ?? [];
      return entries.map((entry) => ({
        name: entry.name,
        mode: Number.parseInt(entry.mode, 8),
        type: entry.type,
        oid: entry.oid,
      }));
    },
  };
}

function blobNode(repository: Repository, oid: string): object {
  const content = (): Promise<Buffer> => readBlob(repository.gitDir, oid);
  return {
    ...objectFields('Blob', repository, oid),
    byteSize: async () => (await content()).length,
    isBinary: async () => (await content()).includes(0),
    text: async () => {
      const bytes = await content();
      return bytes.includes(0) ? null : bytes.toString();
    },
  };
}

function tagNode(repository: Repository, oid: string): object {
  return {
    ...objectFields('Tag', repository, oid),
    name: async () =>
      /^tag (.*)$/m.exec((await git(repository.gitDir, ['cat-file', 'tag', oid])).toString())?.[1] ?? '',
    target: async () => {
      const target = await gitText(repository.gitDir, ['rev-parse', `${oid}^{}`]);
      return objectNode(repository, target, await gitText(repository.gitDir, ['cat-file', '-t', target]));
    },
  };
}

function objectFields(type: 'Commit' | 'Tree' | 'Blob' | 'Tag', repository: Repository, oid: string): object {
  return {
    __typename: type,
    id: nodeId(type, repository.fullName, oid),
    oid,
    abbreviatedOid: oid.slice(0, 7),
  };
}

function personNode(person: Signature): object {
  return { name: person.name, email: person.email, date: instant(person.date) };
}
