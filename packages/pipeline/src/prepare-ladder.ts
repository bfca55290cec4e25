import { detectTiers, type Detection } from '@sluice/judge';
import { Fault, type Install, type Policy } from '@sluice/model';
import type { DirectoryStore, Git, Machine, Progress, Sandbox, TreeEntry } from '@sluice/ports';
import { Dependencies } from './dependencies.ts';
import type { Ladder } from './validator.ts';

export interface LadderTools {
  readonly git: Git;
  readonly machine: Machine;
  readonly directories: DirectoryStore;
  readonly policy: Policy;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Asked only if there is a command to run. */
  findSandbox(): Promise<Sandbox>;
  readonly neutralise: (output: Buffer) => string;
}

export interface PreparedLadder extends Ladder {
  /** Where each tier comes from, in the order of `tiers`. */
  readonly origins: readonly string[];
  readonly notes: readonly string[];
}

/** Which commands judge a tree: those of the policy, else what the tree of the base shows. */
export async function prepareLadder(
  tools: LadderTools,
  baseFiles: readonly TreeEntry[],
): Promise<PreparedLadder> {
  const { policy } = tools;
  const needsDetection = policy.tiers === null || policy.install === null;
  const detected = needsDetection ? await detect(tools, baseFiles) : null;
  const tiers = policy.tiers ?? detected!.tiers;
  const origins = policy.tiers === null ? detected!.origins : policy.tiers.map(() => 'policy');
  const notes = policy.tiers === null ? detected!.notes : [];
  if (tiers.length === 0) {
    if (policy.requireTests) {
      throw new Fault(
        'NO_TESTS',
        'No test command is configured, and none was detected.',
        'Add `tiers` to .sluice.yml on the base, or run without --require-tests.',
      );
    }
    return { tiers, origins, notes, sandbox: null, toolchain: 'none', dependencies: null };
  }
  const sandbox = await tools.findSandbox();
  const toolchain = await sandbox.toolchain();
  const install: Install | null = policy.install === null ? detected!.install : policy.install || null;
  const { limits } = policy;
  const dependencies = install ? new Dependencies(install, { ...tools, sandbox, toolchain, limits }) : null;
  const warnings = sandbox.warning === null ? [] : [sandbox.warning];
  return { tiers, origins, notes: [...warnings, ...notes], sandbox, toolchain, dependencies };
}

async function detect({ git, machine }: LadderTools, baseFiles: readonly TreeEntry[]): Promise<Detection> {
  const readable = baseFiles.filter(
    ({ path, mode }) => mode.startsWith('100') && /^(?:\.cargo\/)?[^/]+$/.test(path),
  );
  const blobs = await git.blobs(readable.map(({ oid }) => oid));
  const texts = new Map(readable.map(({ path }, i) => [path, blobs[i]?.toString('utf8') ?? null]));
  const paths = baseFiles.map(({ path }) => path);
  const known = new Set(paths);
  const view = {
    has: (path: string) => known.has(path),
    text: (path: string) => texts.get(path) ?? null,
    paths,
  };
  const asked = [
    ...(known.has('package.json') ? (['npm'] as const) : []),
    ...(known.has('yarn.lock') ? (['yarn'] as const) : []),
  ];
  const registryHosts = await Promise.all(asked.map((program) => machine.registryHosts(program)));
  return detectTiers(view, {
    registryHosts: registryHosts.flat(),
    hasProgram: (name) => machine.hasProgram(name),
  });
}
