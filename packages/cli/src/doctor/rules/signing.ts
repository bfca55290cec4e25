// Whom a repository believes: the roots that signatures of its manifests have to lead to.
import { parseTrustRoot } from '@sluice/adapters/sigstore/trust-root';
import { readPolicy } from '@sluice/config';
import { Fault, profileFor, TRUST_ROOT_FILE, type TrustMode } from '@sluice/model';
import type { Facts } from '../facts.ts';
import { unreadable, wrong, type Look, type Rule } from '../finding.ts';
import { trustRootFix } from '../fixes.ts';

export const SIGNING_RULES: readonly Rule[] = [
  {
    id: 'trust-root',
    should: 'A repository whose manifests GitHub’s own sigstore signs has the roots of it.',
    why: 'GitHub signs for private repositories with roots of its own, which come with no package: without them no manifest is believed.',
    look: (facts) => {
      if (facts.policy === null || facts.trustRoot === null)
        return unreadable('`contents: read`, or a clone with --repo');
      const mode = modeOf(facts.policy, facts.visibility);
      if (mode === 'unknown') return unreadable('`metadata: read`');
      if (mode === 'invalid') return wrong('.sluice.yml can not be read.', ['sluice config --check']);
      return mode === 'github' ? lookAtRoot(facts.trustRoot, facts) : null;
    },
  },
];

function modeOf(policy: string, visibility: Facts['visibility']): TrustMode | 'unknown' | 'invalid' {
  const reading = readPolicy(policy === '' ? null : Buffer.from(policy, 'utf8'), []);
  if (!('effective' in reading)) return 'invalid';
  const { signing } = reading.effective.policy;
  if (signing !== 'auto') return signing;
  return visibility === null ? 'unknown' : profileFor(visibility);
}

function lookAtRoot(text: string, facts: Facts): Look {
  const fix = trustRootFix(facts);
  if (text === '') return wrong(`There is no ${TRUST_ROOT_FILE}.`, fix);
  try {
    parseTrustRoot('github', text);
    return null;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return wrong(`${TRUST_ROOT_FILE}: ${error.message}`, fix);
  }
}
