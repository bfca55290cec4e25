// The part of the policy about dependencies.
import { ADVISORY_LEVELS, SUPPLY_ACTIONS } from '@sluice/model';
import * as z from 'zod';
import { hosts, list, text } from './shape-parts.ts';
import { scopeMistake } from './value-mistakes.ts';

const action = z.enum(SUPPLY_ACTIONS, '`off`, `report` or `hold`');
const scopes = list(text('a scope such as `@name`', 214, scopeMistake), 1_000, 'scopes such as `@name`');

export const supplyShape = z.strictObject(
  {
    lockfiles: action.describe(
      'Changed entries of lockfiles: host, HTTPS, hash, address that fits the name, agreement with the manifest.',
    ),
    confusion: action.describe(
      'Packages of a private scope, or with a name of this repository, from elsewhere.',
    ),
    unpinned: action.describe(
      'New wishes for whatever version there is: `*`, `latest`, `>=1`, a git branch.',
    ),
    'new-transitive': action.describe('New packages in a lockfile that no manifest names.'),
    'install-scripts': action.describe('New packages or versions that run a script when they are installed.'),
    audit: action.describe(
      'Advisories that do not apply to the base, by `npm audit` and, where it is installed, `pip-audit`.',
    ),
    'audit-level': z
      .enum(ADVISORY_LEVELS, '`low`, `moderate`, `high` or `critical`')
      .describe('Advisories below this level are not told.'),
    unaudited: action.describe('Lockfiles that could not be audited, or are of a kind that is not read.'),
    hosts: z
      .union([z.literal('detect'), hosts], '`detect` or a list of host names')
      .describe(
        'Hosts that packages may come from; `detect`: those of the lockfiles of the base, and the registry of npm.',
      ),
    'private-scopes': z
      .union([z.literal('detect'), scopes], '`detect` or a list of scopes')
      .describe(
        'Scopes that must not come from the general registry; `detect`: those of packages of the repository and of other registries.',
      ),
  },
  'a mapping of checks',
);
