// Small real repositories, made without a setting, hook or identity of whoever runs the tests.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeGitText } from '@sluice/model';
import { directory } from './sandboxed.ts';

/** Content of a regular file, null to delete it, or an entry of another mode (of `160000` the content is a commit id). */
export type FileContent = string | Buffer | null | { readonly mode: string; readonly content: string };
export type Files = Readonly<Record<string, FileContent>>;

interface CommitOptions {
  /** Default: the branch itself where it exists, else main. null: a root commit. */
  readonly from?: string | null;
  readonly message?: string;
  readonly author?: string;
  /** Seconds since the epoch; default: one more than the last commit. */
  readonly at?: number;
}

/** Everything that a run must leave as it was. */
export type Snapshot = Readonly<Record<string, unknown>>;

const ENV = {
  PATH: process.env['PATH'],
  HOME: '/nonexistent',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_OPTIONAL_LOCKS: '0',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.org',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.org',
  GIT_ALLOW_PROTOCOL: 'file',
};

/** Ten lines `line 0` to `line 9`, some replaced: room for changes apart from each other. */
export function lines(changed: Readonly<Record<number, string>> = {}): string {
  return Array.from({ length: 10 }, (_, i) => `${changed[i] ?? `line ${i}`}\n`).join('');
}

export class Repository {
  readonly path: string;
  readonly gitDir: string;
  #now = 1_700_000_000;

  constructor(path: string, gitDir: string) {
    this.path = path;
    this.gitDir = gitDir;
  }

  /** What git printed, without the last line end. */
  git(...args: readonly string[]): string {
    return this.gitIn(this.path, ...args);
  }

  gitIn(cwd: string, ...args: readonly string[]): string {
    return run(cwd, args);
  }

  oid(revision: string): string {
    return this.git('rev-parse', '--verify', revision);
  }

  /** Adds a commit to a branch without a work tree; its id. */
  commit(branch: string, files: Files, options: CommitOptions = {}): string {
    const {
      from,
      message = `Change ${Object.keys(files).length} files`,
      author = 'Ada <ada@example.org>',
    } = options;
    this.#now = options.at ?? this.#now + 1;
    const ref = `refs/heads/${branch}`;
    const parent = from === undefined ? this.#tip(ref) : from && this.oid(`${from}^{commit}`);
    const head = [
      ...(parent === null ? [`reset ${ref}`, ''] : []),
      `commit ${ref}`,
      `author ${author} ${this.#now} +0100`,
      `committer ${author} ${this.#now} +0100`,
      `data ${Buffer.byteLength(message)}`,
      message,
      ...(parent === null ? [] : [`from ${parent}`]),
      '',
    ].join('\n');
    const stream = [
      Buffer.from(head),
      ...Object.entries(files).flatMap(fileCommand),
      Buffer.from('\ndone\n'),
    ];
    run(
      this.path,
      ['fast-import', '--quiet', '--force', '--done', '--date-format=raw'],
      Buffer.concat(stream),
    );
    return this.oid(ref);
  }

  #tip(ref: string): string | null {
    const tips = this.git('for-each-ref', '--format=%(objectname)', ref, 'refs/heads/main').split('\n');
    const own = this.git('for-each-ref', '--format=%(objectname)', ref);
    return own || tips.find(Boolean) || null;
  }

  /** Writes into the work tree. */
  write(path: string, content: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), content);
  }

  /** Content of a file at a revision, exactly. */
  show(revision: string, path: string): string {
    return execFileSync('git', ['show', `${revision}:${path}`], {
      cwd: this.path,
      env: ENV,
      encoding: 'utf8',
    });
  }

  paths(revision: string): string[] {
    return this.git('ls-tree', '-r', '--name-only', revision).split('\n').filter(Boolean);
  }

  /** Refs that are not Sluice's own, reflogs, HEAD, settings, index and work tree. */
  snapshot(): Snapshot {
    const bare = this.git('rev-parse', '--is-bare-repository') === 'true';
    return {
      refs: this.refs().filter((line) => !/ refs\/(?:heads\/)?sluice\//.test(line)),
      logs: contents(join(this.gitDir, 'logs')).filter(([path]) => !path.includes('/sluice/')),
      head: readFileSync(join(this.gitDir, 'HEAD'), 'utf8'),
      config: readFileSync(join(this.gitDir, 'config'), 'utf8'),
      index: existsSync(join(this.gitDir, 'index')) ? digest(join(this.gitDir, 'index')) : null,
      locks: contents(this.gitDir).filter(([path]) => path.endsWith('.lock')),
      status: bare ? null : this.git('status', '--porcelain', '--ignored'),
      files: bare ? null : contents(this.path).filter(([path]) => !path.startsWith('.git/')),
    };
  }

  /** `oid name` of every ref. */
  refs(): string[] {
    return this.git('for-each-ref', '--format=%(objectname) %(refname)').split('\n').filter(Boolean);
  }

  /** Files of the object database: what a run that delivers nothing must not add to. */
  objects(): string[] {
    return contents(join(this.gitDir, 'objects')).map(([path]) => path);
  }

  /** What runs leave under the state directory while they run. */
  scratch(): string[] {
    const state = join(this.gitDir, 'sluice');
    return existsSync(state) ? readdirSync(state).filter((name) => name.startsWith('scratch-')) : [];
  }

  /** A tree of exactly these entries, which git itself would refuse to make. */
  writeTree(entries: readonly (readonly [mode: string, name: string, oid: string])[]): string {
    const bytes = entries.map(([mode, name, oid]) =>
      Buffer.concat([Buffer.from(`${mode} ${name}\0`), Buffer.from(oid, 'hex')]),
    );
    return run(
      this.path,
      ['hash-object', '-t', 'tree', '-w', '--stdin', '--literally'],
      Buffer.concat(bytes),
    );
  }

  objectFile(oid: string): string {
    return join(this.gitDir, 'objects', oid.slice(0, 2), oid.slice(2));
  }

  removeObject(oid: string): void {
    rmSync(this.objectFile(oid));
  }
}

/** A repository with main checked out and these files on it. */
export function repository(files: Files = { 'a.txt': lines(), 'b.txt': lines() }): Repository {
  const path = directory();
  run(path, ['init', '--quiet', '--template=', '--initial-branch=main']);
  const made = new Repository(path, join(path, '.git'));
  made.commit('main', files, { from: null, message: 'Start' });
  made.git('reset', '--quiet', '--hard');
  return made;
}

/** The same refs and objects in a bare repository. */
export function bareCopy(source: Repository): Repository {
  const path = directory();
  run(path, ['clone', '--quiet', '--mirror', '--template=', source.path, '.']);
  return new Repository(path, path);
}

/** A copy that shares nothing with its source, to see what an undisturbed run does. */
export function copyOf(source: Repository): Repository {
  const path = directory();
  execFileSync('cp', ['-a', `${source.path}/.`, path]);
  return new Repository(path, join(path, '.git'));
}

function run(cwd: string, args: readonly string[], input?: Buffer): string {
  const options = { cwd, env: ENV, encoding: 'utf8', maxBuffer: 1 << 28 } as const;
  return execFileSync('git', args, {
    ...options,
    ...(input ? { input } : { stdio: ['ignore', 'pipe', 'pipe'] }),
  }).replace(/\n$/, '');
}

function fileCommand([path, content]: [string, FileContent]): Buffer[] {
  const name = quote(path);
  if (content === null) return [Buffer.from(`D ${name}\n`)];
  const plain = typeof content === 'string' || Buffer.isBuffer(content);
  if (!plain && content.mode === '160000') return [Buffer.from(`M 160000 ${content.content} ${name}\n`)];
  const bytes = Buffer.from(plain ? content : content.content);
  const mode = plain ? '100644' : content.mode;
  return [Buffer.from(`M ${mode} inline ${name}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')];
}

/** As fast-import reads C-style quoted paths: any byte can be in one. */
function quote(path: string): string {
  const bytes = [...encodeGitText(path)];
  return `"${bytes.map((byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('')}"`;
}

function contents(root: string): [string, string][] {
  if (!existsSync(root)) return [];
  // Names may be any bytes: latin1 holds them one to one.
  return readdirSync(root, { recursive: true, encoding: 'latin1' })
    .map((path): [string, Buffer] => [path, Buffer.from(`${root}/${path}`, 'latin1')])
    .filter(([, file]) => lstatSync(file).isFile())
    .map(([path, file]): [string, string] => [path, digest(file)])
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function digest(file: string | Buffer): string {
  return createHash('sha1').update(readFileSync(file)).digest('hex');
}
