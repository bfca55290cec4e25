import { join } from 'node:path';
import { auditFindings, readNpmAudit, readPipAudit, registryHostsIn, type AuditReading } from '@sluice/judge';
import type { BranchName, FileVersion, GitPath, Oid, PathChange, Policy, SupplyFinding } from '@sluice/model';
import type { Git, Machine, Progress, Sandbox } from '@sluice/ports';
import type { Survey } from './survey-branches.ts';
import { supplyReport, type SupplyReport } from './supply-chain.ts';

export interface AuditTools {
  readonly git: Git;
  readonly machine: Machine;
  readonly policy: Policy;
  readonly workDir: string;
  readonly signal: AbortSignal;
  readonly progress: Progress;
  findSandbox(): Promise<Sandbox>;
  readonly neutralise: (output: Buffer) => string;
}

interface Auditor {
  readonly program: 'npm' | 'pip-audit';
  readonly locks: RegExp;
  /** What it sees besides the lockfile, below the lockfile's directory, as branches have it. */
  readonly inputs: RegExp;
  readonly command: (file: string) => string;
  readonly read: (output: string) => AuditReading;
}

interface AuditRequest {
  readonly auditor: Auditor;
  readonly path: GitPath;
  readonly workspace: string;
}

/** Where each leaves its report: vulnerabilities make its status 1, so that only an empty report is a failure. */
const REPORT = 'sluice-audit.json';
const INTO_REPORT = `>${REPORT} 2>/dev/null; test -s ${REPORT}`;

const AUDITORS: readonly Auditor[] = [
  {
    program: 'npm',
    locks: /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/,
    inputs: /(?:^|\/)(?:package-lock|npm-shrinkwrap|package)\.json$/,
    command: () => `npm audit --omit dev --json --fetch-retries 1 --fetch-timeout 60000 ${INTO_REPORT}`,
    read: readNpmAudit,
  },
  {
    program: 'pip-audit',
    locks: /(?:^|\/)requirements\.txt$/,
    inputs: /(?:^|\/)requirements\.txt$/,
    command: (file) =>
      `pip-audit --requirement ./${file} --no-deps --disable-pip --format json --progress-spinner off ${INTO_REPORT}`,
    read: readPipAudit,
  },
];

/**
 * Audits the lockfiles of branches that may land, as landing makes them, and says what the base's lockfiles do not
 * have. The auditors run in the sandbox with the registry as only network; they see manifests and lockfiles, and settings
 * of the base alone, so that no branch chooses whom they ask.
 */
export async function auditSupplyChain(tools: AuditTools, survey: Survey): Promise<SupplyReport> {
  if (tools.policy.supplyChain.audit === 'off') return { findings: [], outcomes: [] };
  const audits = new Audits(tools, survey);
  const decided = new Set(survey.outcomes.map(({ branch }) => branch));
  const open = [...survey.facts].filter(([branch]) => !decided.has(branch));
  const found = new Map<BranchName, SupplyFinding[]>();
  const queue = open.values();
  const work = async (_: unknown, slot: number): Promise<void> => {
    for (const [branch, { changes }] of queue)
      found.set(branch, await audits.ofBranch(changes, join(tools.workDir, `audit-${slot}`)));
  };
  await Promise.all(Array.from({ length: tools.policy.slots }, work));
  return supplyReport(open.map(([branch]) => [branch, found.get(branch)!]));
}

class Audits {
  readonly #tools: AuditTools;
  readonly #survey: Survey;
  readonly #known = new Map<string, Promise<AuditReading>>();

  constructor(tools: AuditTools, survey: Survey) {
    this.#tools = tools;
    this.#survey = survey;
  }

  /** `workspace` is a directory of this call alone. */
  async ofBranch(changes: readonly PathChange[], workspace: string): Promise<SupplyFinding[]> {
    const changed = new Map(changes.map(({ path, after }) => [path, after]));
    const found: SupplyFinding[] = [];
    for (const auditor of AUDITORS) {
      for (const [path, after] of changed) {
        if (after === null || !auditor.locks.test(path)) continue;
        const had = this.#survey.baseFiles.some((file) => file.path === path);
        const before = had ? await this.#audit({ auditor, path, workspace }, new Map()) : null;
        const now = await this.#audit({ auditor, path, workspace }, changed);
        found.push(...auditFindings(path, { before, after: now }, this.#tools.policy.supplyChain));
      }
    }
    return found;
  }

  async #audit(
    { auditor, path, workspace }: AuditRequest,
    changed: ReadonlyMap<GitPath, FileVersion | null>,
  ): Promise<AuditReading> {
    const tree = await this.#inputsOf(auditor, path, changed);
    const key = `${auditor.program} ${path} ${tree}`;
    const known = this.#known.get(key) ?? this.#run({ auditor, path, workspace }, tree);
    this.#known.set(key, known);
    return known;
  }

  async #inputsOf(
    { inputs }: Auditor,
    lock: GitPath,
    changed: ReadonlyMap<GitPath, FileVersion | null>,
  ): Promise<Oid> {
    const root = lock.slice(0, lock.lastIndexOf('/') + 1);
    const isInput = (path: GitPath): boolean =>
      path.startsWith(root) && inputs.test(path) && !/(?:^|\/)node_modules\//.test(path);
    const files = new Map<GitPath, FileVersion>();
    for (const { path, mode, oid } of this.#survey.baseFiles)
      if (isInput(path) || path === `${root}.npmrc`) files.set(path, { mode, oid });
    for (const [path, version] of changed) {
      if (!isInput(path)) continue;
      if (version) files.set(path, version);
      else files.delete(path);
    }
    // A symlink could show the auditor what is not in the tree.
    const regular = [...files].filter(([, { mode }]) => mode.startsWith('100'));
    return this.#tools.git.editTree(
      null,
      regular.map(([path, version]) => ({ path: path.slice(root.length), version })),
    );
  }

  async #run({ auditor, path, workspace }: AuditRequest, tree: Oid): Promise<AuditReading> {
    const { git, machine, policy, signal, progress, neutralise } = this.#tools;
    const { program, command, read } = auditor;
    const failed = (why: string): AuditReading => ({ kind: 'failed', why });
    if (policy.tiers?.length === 0) return failed('No command is run at all.');
    if (!machine.hasProgram(program)) return failed(`${program} is not installed.`);
    const hosts = await this.#hosts(program, path);
    if (hosts.length === 0) return failed(`No host is known that ${program} may ask.`);
    const sandbox = await this.#tools.findSandbox();
    progress({ stage: 'audit', message: `${program} on ${path}` });
    signal.throwIfAborted();
    await git.materialise(tree, workspace);
    const ran = await sandbox.run({
      workspace,
      command: command(path.slice(path.lastIndexOf('/') + 1)),
      limits: { ...policy.limits, seconds: Math.min(policy.limits.seconds, 300) },
      mounts: [],
      hosts,
      collect: [],
      collectInto: null,
      report: REPORT,
      signal,
    });
    signal.throwIfAborted();
    if (ran.ended !== 'exit') return failed(`${program} was ended by a limit (${ran.ended}).`);
    if (!ran.report) return failed(`${program} gave no report.`);
    const reading = read(ran.report.toString('utf8'));
    return reading.kind === 'audited' ? reading : failed(neutralise(Buffer.from(reading.why)));
  }

  async #hosts(program: Auditor['program'], path: GitPath): Promise<readonly string[]> {
    const { git, machine, policy } = this.#tools;
    if (policy.supplyChain.hosts !== null) return policy.supplyChain.hosts;
    if (program !== 'npm') return [];
    const settings = `${path.slice(0, path.lastIndexOf('/') + 1)}.npmrc`;
    const text = await git.fileAt(this.#survey.base.sha, settings);
    return [
      ...(await machine.registryHosts('npm')),
      ...registryHostsIn(settings, text?.toString('utf8') ?? ''),
    ];
  }
}
