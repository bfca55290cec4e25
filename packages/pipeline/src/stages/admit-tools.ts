import type { OpenSymbols } from '../symbols/symbol-files.ts';
import type { ManifestRejection } from '@sluice/model';
import type { Bundles, Clock, Forge, Git, Progress, Remote } from '@sluice/ports';
import type { Gate } from './gate.ts';

export type ArchiveReading =
  | { readonly ok: true; readonly content: Buffer }
  | { readonly ok: false; readonly rejection: ManifestRejection };

/** What admission needs of the world. */
export interface AdmitTools {
  readonly forge: Forge;
  readonly remote: Remote;
  readonly git: Git;
  readonly bundles: Bundles;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly gate: Gate;
  readonly openSymbols?: OpenSymbols | undefined;
  /** The one file in an archive, by a strict reader. */
  readonly readArchive: (archive: Buffer, file: string, maxBytes: number) => ArchiveReading;
}
