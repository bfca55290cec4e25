import type { Handler } from '../http/call.ts';
import type { RestOperation } from '../permissions.ts';
import { ACCOUNT_ROUTES } from './account.ts';
import { ACTIONS_SETTINGS_ROUTES } from './actions-settings.ts';
import { ARTIFACT_ROUTES } from './artifacts.ts';
import { CHECK_ROUTES } from './checks.ts';
import { CONTENT_ROUTES } from './contents.ts';
import { ENVIRONMENT_ROUTES } from './environments.ts';
import { GIT_DATA_ROUTES } from './git-data.ts';
import { ISSUE_ROUTES } from './issues.ts';
import { PULL_ROUTES } from './pulls.ts';
import { RULESET_ROUTES } from './rulesets.ts';
import { RUN_ROUTES } from './runs.ts';
import { SETTING_ROUTES } from './settings.ts';

/** What answers each operation: total, so that an operation with a permission but without an answer does not compile. */
export const HANDLERS: Readonly<Record<RestOperation, Handler>> = {
  ...ACCOUNT_ROUTES,
  ...ACTIONS_SETTINGS_ROUTES,
  ...ARTIFACT_ROUTES,
  ...CHECK_ROUTES,
  ...CONTENT_ROUTES,
  ...ENVIRONMENT_ROUTES,
  ...GIT_DATA_ROUTES,
  ...ISSUE_ROUTES,
  ...PULL_ROUTES,
  ...RULESET_ROUTES,
  ...RUN_ROUTES,
  ...SETTING_ROUTES,
};
