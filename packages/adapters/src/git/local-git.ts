import { rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { asOid, isOid, type FileVersion, type GitPath, type Oid, type PathChange } from '@sluice/model';
import type {
  FileVersions,
  Git,
  HistoryCommit,
  MergeAnswer,
  Merger,
  MergeRule,
  NewCommit,
  Ref,
  RefChange,
  TreeEdit,
  TreeEntry,
} from '@sluice/ports';
import { AdoptedAttributes } from './adopted-attributes.ts';
import { encodeCommit } from './commit-encoding.ts';
import { diffFiles, diffTrees, type Pair } from './diff-trees.ts';
import { neutralEnvironment, OWNER_SETTINGS, ownerEnvironment } from './environment.ts';
import { gitFault, type GitProcesses, type GitRun } from './git-process.ts';
import { HISTORY_FORMAT, parseHistory } from './history-reader.ts';
import { fastForwardWorktree, refuseBusy, worktreesOf } from './worktree.ts';
import { mergeBatch, MergeByProcess, MergeDialogue } from './merge-dialogue.ts';
import { mergeLines } from './merge-lines.ts';
import { ObjectReader } from './object-reader.ts';
import { ObjectWriter } from './object-writer.ts';
import { onPath } from '../machine/on-path.ts';
import type { RawEntry } from './raw-diff.ts';
import { parseRefs } from './ref-reader.ts';
import { refTransaction } from './ref-transaction.ts';
import { editTree } from './tree-editor.ts';
import { lookUp, treeOf } from './tree-lookup.ts';
import { parseTree } from './tree-reader.ts';
import { TreeWriter } from './tree-writer.ts';
import { unreadableObjects } from './unreadable-objects.ts';

interface Opened {
  readonly directory: string;
  readonly gitDir: string;
  readonly objectFormat: 'sha1' | 'sha256';
  readonly stateDir: string;
  readonly scratch: string;
  readonly shallow: ReadonlySet<Oid>;
  readonly processes: GitProcesses;
}

/** From this many pairs on, a batch of merges is worth a second process. */
const PAIRS_PER_PROCESS = 200;

/** Larger blobs are never held in memory: nothing that is decided by content is so large. */
const BLOB_LIMIT = 4_000_000;

/** The port `Git` on a repository of this machine, by git's own plumbing. */
export class LocalGit implements Git {
  readonly stateDir: string;
  readonly shallow: ReadonlySet<Oid>;
  readonly #opened: Opened;
  readonly #env: NodeJS.ProcessEnv;
  readonly #reader: ObjectReader;
  readonly #writer: ObjectWriter;
  readonly #treeWriter: TreeWriter;
  readonly #attributes: AdoptedAttributes;

  constructor(opened: Opened) {
    this.#opened = opened;
    this.stateDir = opened.stateDir;
    this.shallow = opened.shallow;
    this.#env = neutralEnvironment(opened.scratch);
    this.#reader = new ObjectReader(opened.processes, this.#env);
    this.#writer = new ObjectWriter(opened.scratch, opened.objectFormat);
    this.#treeWriter = new TreeWriter(this, this.#reader);
    this.#attributes = new AdoptedAttributes({
      gitDir: opened.scratch,
      blobs: (oids) => this.blobs(oids),
      git: (command, input) => this.#git(command, input),
    });
  }

  processes(): number {
    return this.#opened.processes.started;
  }

  async version(): Promise<string> {
    return (await this.#owner(['version'])).stdout.toString('utf8').trim().replace('git version ', '');
  }

  async refs(): Promise<readonly Ref[]> {
    const format = '--format=%(objectname) %(objecttype) %(refname)%00';
    const ran = await this.#owner(['for-each-ref', format, 'refs/heads', 'refs/remotes', 'refs/sluice']);
    if (ran.code !== 0) throw gitFault('for-each-ref', ran);
    return parseRefs(ran.stdout);
  }

  async resolve(revision: string): Promise<Oid | null> {
    const ran = await this.#owner([
      'rev-parse',
      '--verify',
      '--quiet',
      '--end-of-options',
      `${revision}^{commit}`,
    ]);
    const printed = ran.stdout.toString('latin1').trim();
    return ran.code === 0 && isOid(printed) ? printed : null;
  }

  async history(base: Oid, heads: readonly Oid[], most?: number): Promise<readonly HistoryCommit[]> {
    const input = [...new Set(heads), `^${base}`].join('\n') + '\n';
    const log = [
      'log',
      '--stdin',
      '--boundary',
      ...(most === undefined ? [] : [`--max-count=${most}`]),
      '-z',
      '--date=raw',
      '--encoding=UTF-8',
      `--format=${HISTORY_FORMAT}`,
    ];
    return parseHistory(await this.#git(log, input));
  }

  async mergeBases(a: Oid, b: Oid): Promise<readonly Oid[]> {
    const ran = await this.#opened.processes.run(['git', 'merge-base', '--all', a, b], { env: this.#env });
    if (ran.code !== 0 && ran.code !== 1) throw gitFault('merge-base', ran);
    return ran.stdout.toString('latin1').split('\n').filter(Boolean).map(asOid);
  }

  diffs(pairs: readonly Pair[]): Promise<readonly (readonly PathChange[])[]> {
    return diffTrees({ processes: this.#opened.processes, env: this.#env }, pairs);
  }

  async mergePairs(pairs: readonly (readonly [Oid, Oid])[]): Promise<readonly MergeAnswer[]> {
    if (pairs.length === 0) return [];
    const parts = Math.min(availableParallelism(), Math.ceil(pairs.length / PAIRS_PER_PROCESS));
    const size = Math.ceil(pairs.length / parts);
    const batches = Array.from({ length: parts }, (_, i) => pairs.slice(i * size, (i + 1) * size));
    const answers = await Promise.all(
      batches.map((batch) => mergeBatch(this.#opened.processes, this.#env, batch)),
    );
    return answers.flat();
  }

  async openMerger(probe: Oid): Promise<Merger> {
    const { processes } = this.#opened;
    const dialogue = onPath('stdbuf') ? new MergeDialogue(processes, this.#env) : null;
    if (await dialogue?.answers(probe)) return dialogue!;
    dialogue?.kill();
    return new MergeByProcess(processes, this.#env);
  }

  async files(tree: Oid): Promise<readonly TreeEntry[]> {
    return parseTree(await this.#git(['ls-tree', '-r', '-z', '--full-tree', tree]));
  }

  changedFiles(before: Oid, after: Oid): Promise<readonly RawEntry[]> {
    return diffFiles({ processes: this.#opened.processes, env: this.#env }, { before, after });
  }

  async fileAt(commit: Oid, path: GitPath): Promise<Buffer | null> {
    const object = await this.#reader.read(`${commit}:${path}`);
    return object?.type === 'blob' ? object.content : null;
  }

  blobs(oids: readonly Oid[]): Promise<readonly (Buffer | null)[]> {
    return Promise.all(
      oids.map(async (oid) => {
        const object = await this.#reader.read(oid, BLOB_LIMIT);
        return object?.type === 'blob' ? object.content : null;
      }),
    );
  }

  unreadable(oids: readonly Oid[]): Promise<ReadonlySet<Oid>> {
    return unreadableObjects(this.#reader, oids);
  }

  async mergeLines(versions: FileVersions): Promise<Oid | null> {
    const [base, ours, theirs] = await this.blobs([versions.base, versions.ours, versions.theirs]);
    if (!base || !ours || !theirs) return null;
    const merged = await mergeLines(
      { base, ours, theirs },
      {
        directory: this.#opened.scratch,
        run: (command) => this.#opened.processes.run(['git', ...command], { env: this.#env }),
      },
    );
    return merged && this.#writer.write('blob', merged);
  }

  adoptAttributes(files: readonly TreeEntry[]): Promise<void> {
    return this.#attributes.adopt(files);
  }

  mergeRules(paths: readonly GitPath[]): Promise<readonly MergeRule[]> {
    return this.#attributes.of(paths);
  }

  writeBlob(content: Buffer): Promise<Oid> {
    return Promise.resolve(this.#writer.write('blob', content));
  }

  writeCommit(commit: NewCommit): Promise<Oid> {
    return Promise.resolve(this.#writer.write('commit', encodeCommit(commit)));
  }

  editTree(tree: Oid | null, edits: readonly TreeEdit[]): Promise<Oid> {
    return editTree(tree, edits, { reader: this.#reader, writer: this.#writer });
  }

  entries(tree: Oid, paths: readonly GitPath[]): Promise<readonly (FileVersion | null)[]> {
    return Promise.all(paths.map((path) => lookUp(tree, path, this.#reader)));
  }

  treeOf(commit: Oid): Promise<Oid> {
    return treeOf(commit, this.#reader);
  }

  async publish(commits: readonly Oid[], known: readonly Oid[]): Promise<void> {
    const wanted = [...commits, ...known.map((oid) => `^${oid}`)].join('\n') + '\n';
    const pack = await this.#git(['pack-objects', '--revs', '--thin', '--stdout', '-q'], wanted);
    const ran = await this.#owner(['unpack-objects', '-q', '--strict'], pack);
    if (ran.code !== 0) throw gitFault('unpack-objects', ran);
  }

  async updateRefs(changes: readonly RefChange[]): Promise<boolean> {
    const zero = '0'.repeat(this.#opened.objectFormat === 'sha256' ? 64 : 40);
    const input = refTransaction(changes, zero);
    const ran = await this.#owner(['update-ref', '-m', 'sluice: deliver', '--stdin', '-z'], input);
    if (ran.code === 0) return true;
    const now = new Map((await this.refs()).map((ref) => [ref.name, ref.oid]));
    if (changes.some(({ ref, from }) => (now.get(ref) ?? null) !== from)) return false;
    throw gitFault('update-ref', ran);
  }

  async fastForward(ref: string, from: Oid, to: Oid): Promise<boolean> {
    // A branch may be another name of the one that is checked out.
    const target =
      (await this.#owner(['symbolic-ref', '--quiet', ref])).stdout.toString('utf8').trim() || ref;
    refuseBusy(this.#opened.gitDir, target);
    const worktrees = await worktreesOf(this.#opened.directory, target);
    if (worktrees.length === 0) return this.updateRefs([{ ref: target, to, from }]);
    return fastForwardWorktree(worktrees, { ref: target, from, to }, (cwd, command) =>
      this.#opened.processes.run(['git', ...OWNER_SETTINGS, ...command], {
        cwd,
        env: ownerEnvironment(),
        lasting: true,
      }),
    );
  }

  materialise(tree: Oid, directory: string): Promise<void> {
    return this.#treeWriter.write(tree, directory);
  }

  /** Where trees may be written during this run. */
  get workDir(): string {
    return join(this.#opened.scratch, 'work');
  }

  /** Ends what is under way: pending answers fail. */
  interrupt(): void {
    this.#opened.processes.killAll();
  }

  close(): Promise<void> {
    this.#reader.close();
    this.#opened.processes.killAll();
    rmSync(this.#opened.scratch, { recursive: true, force: true });
    return Promise.resolve();
  }

  /** Runs in the scratch repository; what it printed, or a fault. */
  async #git(command: readonly string[], input?: string | Buffer): Promise<Buffer> {
    const ran = await this.#opened.processes.run(['git', ...command], {
      env: this.#env,
      ...(input === undefined ? {} : { input }),
    });
    if (ran.code !== 0) throw gitFault(command[0]!, ran);
    return ran.stdout;
  }

  /** Runs in the user's repository, to its end. */
  #owner(command: readonly string[], input?: string | Buffer): Promise<GitRun> {
    const env = { ...ownerEnvironment(), GIT_DIR: this.#opened.gitDir };
    return this.#opened.processes.run(['git', ...OWNER_SETTINGS, ...command], {
      env,
      lasting: true,
      ...(input === undefined ? {} : { input }),
    });
  }
}
