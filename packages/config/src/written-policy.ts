// Between a policy as it is written and as the run uses it. Each direction names every value, so that a new one does
// not compile until it is in both.
import type { Install, Policy, Tier } from '@sluice/model';
import type { FullPolicy } from './policy-shape.ts';

export function toPolicy(written: FullPolicy): Policy {
  const { limits } = written;
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
  };
}

export function toWritten(policy: Policy): FullPolicy {
  const { limits } = policy;
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
    'max-paths': policy.maxPaths,
  };
}

type WrittenTier = Exclude<FullPolicy['tiers'], 'detect'>[number];

function toTier({ name, command, seconds }: WrittenTier): Tier {
  return { name, command, seconds: seconds ?? null };
}

function fromTier({ name, command, seconds }: Tier): WrittenTier {
  return seconds === null ? { name, command } : { name, command, seconds };
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
