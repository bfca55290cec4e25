import { noContent, ok, Refusal } from '../http/answer.ts';
import { bodyOf, repositoryOf, type Handler } from '../http/call.ts';
import type { ActionsSettings } from '../state/repository.ts';
import { repositoryUrl } from './views/repository-view.ts';

interface Permissions {
  readonly enabled: boolean;
  readonly allowed_actions: ActionsSettings['allowedActions'];
  readonly sha_pinning_required: boolean;
}

interface WorkflowPermissions {
  readonly default_workflow_permissions: ActionsSettings['defaultPermissions'];
  readonly can_approve_pull_request_reviews: boolean;
}

export const ACTIONS_SETTINGS_ROUTES = {
  'actions/get-github-actions-permissions-repository': (call) => {
    const { actions } = repositoryOf(call);
    return ok({
      enabled: actions.enabled,
      allowed_actions: actions.allowedActions,
      selected_actions_url: `${repositoryUrl(call.world, repositoryOf(call))}/actions/permissions/selected-actions`,
      sha_pinning_required: actions.shaPinningRequired,
    });
  },
  'actions/set-github-actions-permissions-repository': (call) => {
    const { actions } = repositoryOf(call);
    const body = bodyOf<Permissions>(call);
    actions.enabled = body.enabled ?? actions.enabled;
    actions.allowedActions = body.allowed_actions ?? actions.allowedActions;
    actions.shaPinningRequired = body.sha_pinning_required ?? actions.shaPinningRequired;
    return noContent;
  },
  'actions/get-github-actions-default-workflow-permissions-repository': (call) => {
    const { actions } = repositoryOf(call);
    return ok({
      default_workflow_permissions: actions.defaultPermissions,
      can_approve_pull_request_reviews: actions.canApprovePullRequests,
    });
  },
  'actions/set-github-actions-default-workflow-permissions-repository': (call) => {
    const { actions } = repositoryOf(call);
    const body = bodyOf<WorkflowPermissions>(call);
    actions.defaultPermissions = body.default_workflow_permissions ?? actions.defaultPermissions;
    actions.canApprovePullRequests = body.can_approve_pull_request_reviews ?? actions.canApprovePullRequests;
    return noContent;
  },
  'actions/get-allowed-actions-repository': (call) => {
    const { actions } = repositoryOf(call);
    if (actions.allowedActions !== 'selected')
      throw new Refusal(409, 'Conflict: allowed actions are not limited to selected ones');
    return ok(actions.selected);
  },
  'actions/set-allowed-actions-repository': (call) => {
    const { actions } = repositoryOf(call);
    if (actions.allowedActions !== 'selected')
      throw new Refusal(409, 'Conflict: allowed actions are not limited to selected ones');
    actions.selected = { ...actions.selected, ...bodyOf<ActionsSettings['selected']>(call) };
    return noContent;
  },
  'actions/get-workflow-access-to-repository': (call) => {
    const repository = repositoryOf(call);
    if (repository.isPublic)
      throw new Refusal(422, 'Access policy only applies to internal and private repositories.');
    return ok({ access_level: repository.actions.accessLevel });
  },
  'actions/set-workflow-access-to-repository': (call) => {
    const { actions } = repositoryOf(call);
    actions.accessLevel =
      bodyOf<{ access_level: ActionsSettings['accessLevel'] }>(call).access_level ?? actions.accessLevel;
    return noContent;
  },
} satisfies Record<string, Handler>;
