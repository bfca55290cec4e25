// Between a policy as it is written and as the run uses it. Each direction names every value, so that a new one does
// not compile until it is in both.
import type { Install, ModelPolicy, Policy, SupplyPolicy, Tier } from '@sluice/model';
import type { FullPolicy } from './policy-shape.ts';

export function toPolicy(written: FullPolicy): Policy {
  const { limits, admission } = written;
  return {
    base: written.base,
    branches: written.branches,
    tiers: written.tiers === 'detect' ? null : written.tiers.map(toTier),
    install: toInstall(written.install),
    requireTests: written['require-tests'],
    protectedPaths: written['protected-paths'],
    vetoPaths: written['veto-paths'],
    risks: written.risks,
    candidateBudget: written['candidate-budget'] === 'auto' ? null : written['candidate-budget'],
    slots: written.slots,
    landPartial: written['land-partial'],
    limits: {
      seconds: limits.seconds,
      memoryMb: limits['memory-mb'],
      processes: limits.processes,
      diskMb: limits['disk-mb'],
      outputKb: limits['output-kb'],
    },
    maxPaths: written['max-paths'],
    supplyChain: toSupply(written['supply-chain']),
    merge: { minConfidence: written.merge['min-confidence'], silentLoss: written.merge['silent-loss'] },
    model: toModel(written.model),
    sameWork: written['same-work'],
    memory: written.memory,
    symbols: written.symbols,
    checkpoints: written.checkpoints,
    signing: written.signing,
    selfHostedSigners: written['self-hosted-signers'],
    admission: {
      branches: admission.branches,
      branchesPerAgent: admission['branches-per-agent'],
      pushesPerHour: admission['pushes-per-hour'],
      manifestKb: admission['manifest-kb'],
      manifestHours: admission['manifest-hours'],
      objectsMb: admission['objects-mb'],
    },
  };
}

export function toWritten(policy: Policy): FullPolicy {
  const { limits, admission } = policy;
  return {
    base: policy.base,
    branches: [...policy.branches],
    tiers: policy.tiers === null ? 'detect' : policy.tiers.map(fromTier),
    install: fromInstall(policy.install),
    'require-tests': policy.requireTests,
    'protected-paths': [...policy.protectedPaths],
    'veto-paths': [...policy.vetoPaths],
    risks: policy.risks.map(({ name, paths }) => ({ name, paths: [...paths] })),
    'candidate-budget': policy.candidateBudget ?? 'auto',
    slots: policy.slots,
    'land-partial': policy.landPartial,
    limits: {
      seconds: limits.seconds,
      'memory-mb': limits.memoryMb,
      processes: limits.processes,
      'disk-mb': limits.diskMb,
      'output-kb': limits.outputKb,
    },
    'supply-chain': fromSupply(policy.supplyChain),
    merge: { 'min-confidence': policy.merge.minConfidence, 'silent-loss': policy.merge.silentLoss },
    model: fromModel(policy.model),
    'same-work': policy.sameWork.map(([one, other]) => [one, other]),
    memory: policy.memory,
    'max-paths': policy.maxPaths,
    symbols: policy.symbols,
    checkpoints: policy.checkpoints,
    signing: policy.signing,
    'self-hosted-signers': policy.selfHostedSigners,
    admission: {
      branches: admission.branches,
      'branches-per-agent': admission.branchesPerAgent,
      'pushes-per-hour': admission.pushesPerHour,
      'manifest-kb': admission.manifestKb,
      'manifest-hours': admission.manifestHours,
      'objects-mb': admission.objectsMb,
    },
  };
}

type WrittenTier = Exclude<FullPolicy['tiers'], 'detect'>[number];

function toTier({ name, command, seconds, report }: WrittenTier): Tier {
  return { name, command, seconds: seconds ?? null, report: report ?? null };
}

function fromTier({ name, command, seconds, report }: Tier): WrittenTier {
  return {
    name,
    command,
    ...(seconds === null ? {} : { seconds }),
    ...(report === null ? {} : { report }),
  };
}

function toInstall(written: FullPolicy['install']): Policy['install'] {
  if (written === 'detect') return null;
  return written === 'none' ? false : written;
}

function fromInstall(install: Install | null | false): FullPolicy['install'] {
  if (install === null) return 'detect';
  if (install === false) return 'none';
  const { command, lockfiles, provides, hosts } = install;
  return { command, lockfiles: [...lockfiles], provides: [...provides], hosts: [...hosts] };
}

function toSupply(written: FullPolicy['supply-chain']): SupplyPolicy {
  return {
    lockfiles: written.lockfiles,
    confusion: written.confusion,
    unpinned: written.unpinned,
    newTransitive: written['new-transitive'],
    installScripts: written['install-scripts'],
    audit: written.audit,
    auditLevel: written['audit-level'],
    unaudited: written.unaudited,
    hosts: written.hosts === 'detect' ? null : written.hosts,
    privateScopes: written['private-scopes'] === 'detect' ? null : written['private-scopes'],
  };
}

function fromSupply(policy: SupplyPolicy): FullPolicy['supply-chain'] {
  return {
    lockfiles: policy.lockfiles,
    confusion: policy.confusion,
    unpinned: policy.unpinned,
    'new-transitive': policy.newTransitive,
    'install-scripts': policy.installScripts,
    audit: policy.audit,
    'audit-level': policy.auditLevel,
    unaudited: policy.unaudited,
    hosts: policy.hosts === null ? 'detect' : [...policy.hosts],
    'private-scopes': policy.privateScopes === null ? 'detect' : [...policy.privateScopes],
  };
}

function toModel(written: FullPolicy['model']): ModelPolicy {
  const { use, name, strategies, critique, intents } = written;
  return {
    use,
    name,
    strategies,
    critique,
    intents,
    maxTokens: written['max-tokens'],
    maxCost: written['max-cost'] === 'none' ? null : written['max-cost'],
    priceIn: written['price-in'] === 'unknown' ? null : written['price-in'],
    priceOut: written['price-out'] === 'unknown' ? null : written['price-out'],
  };
}

function fromModel(policy: ModelPolicy): FullPolicy['model'] {
  const { use, name, strategies, critique, intents } = policy;
  return {
    use,
    name,
    strategies: [...strategies],
    critique,
    intents,
    'max-tokens': policy.maxTokens,
    'max-cost': policy.maxCost ?? 'none',
    'price-in': policy.priceIn ?? 'unknown',
    'price-out': policy.priceOut ?? 'unknown',
  };
}
