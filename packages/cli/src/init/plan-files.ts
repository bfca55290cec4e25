// What `sluice init` would write, decided before anything is written.
import { Fault } from '@sluice/model';
import { checkChoices, fillTemplate, type Choices, type TemplateName } from './fill-template.ts';
import { allow, allowedIn, former, pinOf, repin, type Pin } from './pins.ts';

export const WORKFLOWS = '.github/workflows';
const FILES: Readonly<Record<'extract' | 'coordinate', TemplateName>> = {
  extract: 'sluice-manifest.yml',
  coordinate: 'sluice.yml',
};

/** What the files say now; null: there is none. */
export interface Present {
  readonly extract: string | null;
  readonly coordinate: string | null;
}

export interface InitRequest {
  /** null: the one that the files name. */
  readonly toolkit: string | null;
  readonly commit: string;
  readonly base: string;
  readonly branches: readonly string[];
  /** Move the pins of files that are there, and leave the rest of them alone. */
  readonly upgrade: boolean;
  /** Write the files anew, whatever is there. */
  readonly force: boolean;
}

export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  readonly change: 'new' | 'changed' | 'unchanged';
}

export interface InitPlan {
  readonly files: readonly PlannedFile[];
  readonly pin: Pin;
  /** Former commits that stay allowed, newest first. */
  readonly kept: readonly string[];
  /** Those that were allowed and no longer are. */
  readonly dropped: readonly string[];
}

/**
 * The two files for a request.
 *
 * @throws Fault TARGET_EXISTS for a file that is not ours, or is ours and differs, without `upgrade` or `force`;
 * OPTION_INVALID for a value that has no place in a workflow file, or where there is nothing to upgrade.
 */
export function planFiles(request: InitRequest, present: Present): InitPlan {
  const before = (['coordinate', 'extract'] as const).map((kind) => pinIn(kind, present[kind]));
  const toolkit = request.toolkit ?? before.find((pin) => pin !== null)?.toolkit;
  if (toolkit === undefined) {
    throw new Fault(
      'OPTION_INVALID',
      'Which toolkit?',
      'Give `--toolkit OWNER/NAME`, the repository of Sluice that this one shall use.',
    );
  }
  // A commit of another repository proves nothing about this one.
  const earlier = before.filter((pin) => pin?.toolkit === toolkit).map((pin) => pin!.commit);
  const allowed = earlier.length > 0 ? allowedIn(present.coordinate ?? '') : [];
  const { kept, dropped } = former(request.commit, [...earlier, ...allowed]);
  const choices: Choices = { ...request, toolkit, former: kept };
  checkChoices(choices);
  const files = (['extract', 'coordinate'] as const).map((kind) => planFile(kind, request, choices, present));
  return { files, pin: { toolkit, commit: request.commit }, kept, dropped };
}

function pinIn(kind: 'extract' | 'coordinate', text: string | null): Pin | null {
  const pin = text === null ? null : pinOf(text);
  return pin?.workflow === kind ? pin : null;
}

function planFile(
  kind: 'extract' | 'coordinate',
  request: InitRequest,
  choices: Choices,
  present: Present,
): PlannedFile {
  const path = `${WORKFLOWS}/${FILES[kind]}`;
  const old = present[kind];
  const text = request.upgrade ? upgraded(kind, old, choices, path) : fillTemplate(FILES[kind], choices);
  if (old === text) return { path, text, change: 'unchanged' };
  if (old === null) return { path, text, change: 'new' };
  if (!request.upgrade && !request.force) throw occupied(path, pinIn(kind, old) !== null);
  return { path, text, change: 'changed' };
}

function upgraded(
  kind: 'extract' | 'coordinate',
  old: string | null,
  choices: Choices,
  path: string,
): string {
  const pin = pinIn(kind, old);
  if (pin === null) {
    throw new Fault(
      'OPTION_INVALID',
      old === null ? `${path} is not there.` : `${path} does not call ${kind}.yml of a toolkit at a commit.`,
      'Run `sluice init` without --upgrade to write it, with --force to replace what is there.',
    );
  }
  if (pin.toolkit !== choices.toolkit) {
    throw new Fault(
      'OPTION_INVALID',
      `${path} uses ${pin.toolkit}, not ${choices.toolkit}.`,
      'Leave --toolkit out to stay with it, or write the files anew with --force: open branches must then be pushed again.',
    );
  }
  const repinned = repin(old!, choices);
  return kind === 'coordinate' ? allow(repinned, choices.former, path) : repinned;
}

function occupied(path: string, ours: boolean): Fault {
  return new Fault(
    'TARGET_EXISTS',
    ours ? `${path} is there, and says something else.` : `${path} is there, and is not one of Sluice.`,
    ours
      ? 'Move its pin with --upgrade, or write it anew with --force.'
      : 'Move it away, or replace it with --force.',
  );
}
