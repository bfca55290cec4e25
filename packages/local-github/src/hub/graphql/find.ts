import { pullState } from '../pulls/pull-state.ts';
import type { Issue, Pull } from '../state/records.ts';
import type { Repository } from '../state/repository.ts';
import type { PageArguments } from './connection.ts';

interface Order {
  readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS';
  readonly direction: 'ASC' | 'DESC';
}

export interface IssueArguments extends PageArguments {
  readonly labels?: readonly string[];
  readonly states?: readonly string[];
  readonly orderBy?: Order;
}

export interface PullArguments extends IssueArguments {
  readonly headRefName?: string;
  readonly baseRefName?: string;
}

/** Issues without the pull requests; one of the labels is enough, as in GitHub's GraphQL. */
export function findIssues(repository: Repository, args: IssueArguments): readonly Issue[] {
  const found = [...repository.issues.values()].filter(
    (issue) =>
      !repository.pulls.has(issue.number) &&
      hasState(args, issue.state.toUpperCase()) &&
      hasLabel(args, issue),
  );
  return ordered(args, found, (issue) => issue);
}

export function findPulls(repository: Repository, args: PullArguments): readonly Pull[] {
  const found = [...repository.pulls.values()].filter(
    (pull) =>
      hasState(args, pullState(pull)) &&
      hasLabel(args, pull.issue) &&
      (args.headRefName ?? pull.headRef) === pull.headRef &&
      (args.baseRefName ?? pull.baseRef) === pull.baseRef,
  );
  return ordered(args, found, (pull) => pull.issue);
}

function hasState(args: IssueArguments, state: string): boolean {
  return args.states?.includes(state) ?? true;
}

function hasLabel(args: IssueArguments, issue: Issue): boolean {
  return args.labels?.some((name) => issue.labels.has(name.toLowerCase())) ?? true;
}

function ordered<T>(args: IssueArguments, items: readonly T[], issueOf: (item: T) => Issue): readonly T[] {
  if (args.orderBy === undefined) return items;
  const key = (item: T): number =>
    (args.orderBy?.field === 'UPDATED_AT' ? issueOf(item).updatedAt : issueOf(item).createdAt).getTime();
  const sign = args.orderBy.direction === 'ASC' ? 1 : -1;
  return items.toSorted((a, b) => sign * (key(a) - key(b) || issueOf(a).number - issueOf(b).number));
}
