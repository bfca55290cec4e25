import type { Repository } from '../../hub/state/repository.ts';
import type { DevState } from '../dev-protocol.ts';
import type { LocalForge } from '../local-forge.ts';

/** What every page is made of: read when it is asked for. */
export interface Site {
  readonly forge: LocalForge;
  readonly state: DevState;
  readonly repository: Repository;
}
