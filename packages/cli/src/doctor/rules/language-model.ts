// Where the policy wants a language model: can the job that asks it?
import { readPolicy } from '@sluice/config';
import { pinOf } from '../../init/pins.ts';
import { unreadable, wrong, type Rule } from '../finding.ts';
import { MODEL_KEY, modelKeyFix } from '../fixes.ts';

export const LANGUAGE_MODEL_RULES: readonly Rule[] = [
  {
    id: 'model-key',
    should: `Where the policy wants a language model, the environment holds ${MODEL_KEY} and the coordinator is handed it.`,
    why: 'Without the key nothing is asked: everything else works, and each report says that no model was.',
    look: (facts) => {
      const { policy, deployment, workflows } = facts;
      if (policy === null || workflows === null)
        return unreadable('`contents: read`, or a clone with --repo');
      const reading = readPolicy(policy === '' ? null : Buffer.from(policy, 'utf8'), []);
      // A policy that cannot be read is told elsewhere.
      if (!('effective' in reading) || reading.effective.policy.model.use === 'off') return null;
      if (deployment?.exists !== true || deployment.secrets === null)
        return unreadable('`environments: read`');
      if (!deployment.secrets.includes(MODEL_KEY))
        return wrong('The policy wants one, and there is no key.', modelKeyFix(facts));
      const file = workflows.find(({ text }) => pinOf(text)?.workflow === 'coordinate');
      if (!file || file.text.includes(`${MODEL_KEY}: \${{ secrets.${MODEL_KEY} }}`)) return null;
      return wrong(`${file.path} does not hand it on.`, [
        `Add \`${MODEL_KEY}: \${{ secrets.${MODEL_KEY} }}\` below \`secrets:\`, and land the change.`,
      ]);
    },
  },
];
