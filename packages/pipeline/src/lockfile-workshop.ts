import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { lockfileMaker, registryHostsIn, type LockfileMaker } from '@sluice/judge';
import type { FileVersion, GitPath, Oid, Policy } from '@sluice/model';
import type { Git, Machine, Progress, Sandbox, SandboxResult, Store, TreeEntry } from '@sluice/ports';

export interface LockfileTools {
  readonly git: Git;
  readonly machine: Machine;
  readonly policy: Policy;
  readonly store: Store;
  readonly workDir: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly neutralise: (output: Buffer) => string;
  findSandbox(): Promise<Sandbox>;
}

/** Characters of what a package manager printed. */
const WORDS = 400;

/** A lockfile made again, or why it was not, for people. */
export type Regenerated = { readonly oid: Oid } | { readonly why: string };

/**
 * Makes lockfiles again with their package managers: in the sandbox, without scripts, with the registry as only
 * network, seeing manifests of the merged tree and settings of the base. What was made of the same inputs once is kept,
 * so that a tree that was validated is the tree that comes out again.
 */
export class LockfileWorkshop {
  readonly #tools: LockfileTools;
  readonly #baseFiles: readonly TreeEntry[];
  readonly #known = new Map<string, Promise<Regenerated>>();
  #last: Promise<unknown> = Promise.resolve();

  constructor(tools: LockfileTools, baseFiles: readonly TreeEntry[]) {
    this.#tools = tools;
    this.#baseFiles = baseFiles;
  }

  /** The lockfile at this path for a tree, whose own version of it is where the package manager starts from. */
  async make(path: GitPath, tree: Oid): Promise<Regenerated> {
    const maker = lockfileMaker(path);
    if (!maker) return { why: 'nothing is known that makes it' };
    if (!this.#tools.machine.hasProgram(maker.program)) {
      return { why: `${maker.program} is not installed where the sandbox sees it` };
    }
    const root = path.slice(0, path.lastIndexOf('/') + 1);
    const inputs = await this.#inputs(maker, root, tree);
    const key = `${path} ${inputs}`;
    const known = this.#known.get(key) ?? this.#inTurn(() => this.#obtain(maker, path, inputs));
    this.#known.set(key, known);
    return known;
  }

  /** One at a time: they share a directory, and package managers take all they can get. */
  #inTurn(work: () => Promise<Regenerated>): Promise<Regenerated> {
    const next = this.#last.then(work);
    this.#last = next.catch(() => undefined);
    return next;
  }

  /** A tree of the files that it sees, with the directory of the lockfile as root. */
  async #inputs({ inputs, settings }: LockfileMaker, root: GitPath, tree: Oid): Promise<Oid> {
    const { git } = this.#tools;
    const below = (files: readonly TreeEntry[], wanted: RegExp): TreeEntry[] =>
      files
        // A symlink could show it what is not in the tree.
        .filter(({ path, mode }) => path.startsWith(root) && mode.startsWith('100'))
        .map((file) => ({ ...file, path: file.path.slice(root.length) }))
        .filter(({ path }) => wanted.test(path) && !/(?:^|\/)node_modules\//.test(path));
    const chosen = new Map<GitPath, FileVersion>();
    for (const { path, mode, oid } of [
      ...below(await git.files(tree), inputs),
      ...below(this.#baseFiles, settings),
    ])
      chosen.set(path, { mode, oid });
    return git.editTree(
      null,
      [...chosen].map(([path, version]) => ({ path, version })),
    );
  }

  async #obtain(maker: LockfileMaker, path: GitPath, inputs: Oid): Promise<Regenerated> {
    const { git, store } = this.#tools;
    const hosts = await this.#hosts(maker, inputs);
    if (hosts.length === 0 && maker.needsHost) {
      return { why: `no host is known that ${maker.program} may ask: name it in supply-chain.hosts` };
    }
    const sandbox = await this.#tools.findSandbox();
    const command = `${await this.#variables(maker)}${maker.command}`;
    const subject = [command, path, inputs, hosts, await sandbox.toolchain()];
    const key = `lockfile-${createHash('sha256').update(JSON.stringify(subject)).digest('hex')}`;
    const stored = await store.get(key);
    if (typeof stored === 'string') return { oid: await git.writeBlob(Buffer.from(stored)) };
    const made = await this.#run({ ...maker, command }, path, { inputs, hosts, sandbox });
    if (Buffer.isBuffer(made)) {
      await store.put(key, made.toString('utf8'));
      return { oid: await git.writeBlob(made) };
    }
    return made;
  }

  async #run(
    { program, command }: LockfileMaker,
    path: GitPath,
    { inputs, hosts, sandbox }: { inputs: Oid; hosts: readonly string[]; sandbox: Sandbox },
  ): Promise<Buffer | { readonly why: string }> {
    const { git, policy, workDir, signal, progress, neutralise } = this.#tools;
    const workspace = join(workDir, 'lockfile');
    progress({ stage: 'install', message: `${program} makes ${path} again` });
    signal.throwIfAborted();
    await git.materialise(inputs, workspace);
    const ran = await sandbox.run({
      workspace,
      command,
      limits: { ...policy.limits, seconds: Math.min(policy.limits.seconds, 300) },
      mounts: [],
      hosts,
      collect: [],
      collectInto: null,
      report: path.slice(path.lastIndexOf('/') + 1),
      signal,
    });
    signal.throwIfAborted();
    if (ran.report && ran.ended === 'exit' && ran.exit === 0) return ran.report;
    const alone =
      hosts.length === 0 ? '; no host is known that it may ask: name it in supply-chain.hosts' : '';
    return { why: `${howItFailed(program, ran)}${lastWords(neutralise(ran.output))}${alone}` };
  }

  async #hosts({ asks, settings }: LockfileMaker, inputs: Oid): Promise<readonly string[]> {
    const { git, machine, policy } = this.#tools;
    if (policy.supplyChain.hosts !== null) return policy.supplyChain.hosts;
    const files = (await git.files(inputs)).filter(({ path }) => settings.test(path));
    const texts = await git.blobs(files.map(({ oid }) => oid));
    const named = files.flatMap(({ path }, i) => registryHostsIn(path, texts[i]?.toString('utf8') ?? ''));
    const own = await Promise.all(asks.map((program) => machine.registryHosts(program)));
    return [...new Set([...own.flat(), ...named])];
  }

  /** How the programs of this machine are set up, as the beginning of a command. */
  async #variables({ asks }: LockfileMaker): Promise<string> {
    const known = await Promise.all(asks.map((program) => this.#tools.machine.registryVariables(program)));
    const all = known.flatMap((variables) => Object.entries(variables));
    return all.map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`).join('');
  }
}

function howItFailed(program: string, { ended, exit }: SandboxResult): string {
  if (ended !== 'exit') return `${program} was ended by a limit (${ended})`;
  return exit === 0 ? `${program} left no lockfile` : `${program} ended with exit status ${exit}`;
}

/** The end of what it printed: managers say last what went wrong. */
function lastWords(printed: string): string {
  const lines = printed.split('\n').flatMap((line) => line.trim() || []);
  const words = lines.slice(-6).join(' / ');
  return words === '' ? '' : `, saying: ${words.length > WORDS ? `…${words.slice(-WORDS)}` : words}`;
}
