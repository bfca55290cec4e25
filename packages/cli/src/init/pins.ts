// Which toolkit, at which commits, a repository's workflow files name. Read and written line by line, never as YAML:
// what people changed in the files stays as it is.
import { Fault } from '@sluice/model';

/** The repository that holds the reusable workflows, and a commit of it. */
export interface Pin {
  /** `owner/name`. */
  readonly toolkit: string;
  /** Full commit id. */
  readonly commit: string;
}

/** Most former commits that stay allowed: each is a version whose signatures are still believed. */
export const MOST_FORMER = 5;

const USES =
  /^(?<head>\s*uses:\s*)(?<toolkit>[\w.-]+\/[\w.-]+)(?<path>\/\.github\/workflows\/(?<workflow>extract|coordinate)\.yml)@(?<commit>[0-9a-fA-F]{40})(?<tail>\s*(?:#.*)?)$/m;
const ALLOWED =
  /^(?<head>\s*toolkit-commits:[ \t]*)(?:'(?<single>[^'\n]*)'|"(?<double>[^"\n]*)"|(?<plain>[^'"\n#]*))(?<tail>[ \t]*(?:#.*)?)$/m;

/** The reusable workflow that a file calls; null: none of ours, or not at a commit. */
export function pinOf(text: string): (Pin & { readonly workflow: 'extract' | 'coordinate' }) | null {
  const found = USES.exec(text)?.groups;
  if (!found) return null;
  return {
    toolkit: found['toolkit']!,
    commit: found['commit']!.toLowerCase(),
    workflow: found['workflow'] as 'extract' | 'coordinate',
  };
}

/** The former commits that a file still allows, newest first. */
export function allowedIn(text: string): string[] {
  const found = ALLOWED.exec(text)?.groups;
  const written = found?.['single'] ?? found?.['double'] ?? found?.['plain'] ?? '';
  return written.split(/\s+/).filter((word) => /^[0-9a-f]{40}$/i.test(word));
}

/** The same file with its pin at another commit. */
export function repin(text: string, { toolkit, commit }: Pin): string {
  return text.replace(USES, `$<head>${toolkit}$<path>@${commit}$<tail>`);
}

/** The same file allowing these former commits. Fault OPTION_INVALID where it has no line for them. */
export function allow(text: string, commits: readonly string[], path: string): string {
  if (!ALLOWED.test(text)) {
    throw new Fault(
      'OPTION_INVALID',
      `${path} has no line \`toolkit-commits:\`, so the former commit cannot be kept.`,
      "Add `toolkit-commits: ''` below `with:` of the job that calls coordinate.yml, or write the file anew with --force.",
    );
  }
  return text.replace(ALLOWED, `$<head>'${commits.join(' ')}'$<tail>`);
}

/** Former commits without the present one and without repetition, newest first; the oldest are dropped. */
export function former(
  present: string,
  before: readonly string[],
): { readonly kept: readonly string[]; readonly dropped: readonly string[] } {
  const all = [...new Set(before)].filter((commit) => commit !== present);
  return { kept: all.slice(0, MOST_FORMER), dropped: all.slice(MOST_FORMER) };
}
