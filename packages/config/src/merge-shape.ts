// The part of the policy about merged files.
import { SILENT_LOSS_ACTIONS } from '@sluice/model';
import * as z from 'zod';

const share = 'a number from 0 to 1';

export const mergeShape = z.strictObject(
  {
    'min-confidence': z
      .number(share)
      .min(0, share)
      .max(1, share)
      .describe(
        'How certain the merge of a contended file must be to land without a person, from 0 to 1; what is less certain is offered.',
      ),
    'silent-loss': z
      .enum(SILENT_LOSS_ACTIONS, '`off` or `hold`')
      .describe(
        'Whether a branch is held that git merges without a conflict although something that one side added would be gone.',
      ),
  },
  'a mapping about merged files',
);
