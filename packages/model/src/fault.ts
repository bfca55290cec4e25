/** Every code a {@link Fault} can carry: a closed list, so that each has a next step and a line in the documentation. */
export const FAULT_CODES = [
  'NOT_A_REPOSITORY',
  'UNBORN_BASE',
  'BASE_MISSING',
  'NO_BRANCHES',
  'UNKNOWN_NAME',
  'CORRUPT_OBJECT',
  'SHALLOW',
  'GIT_MISSING',
  'GIT_FAILED',
  'POLICY_INVALID',
  'OPTION_INVALID',
  'SANDBOX_MISSING',
  'NO_TESTS',
  'SCRATCH_FULL',
  'BASE_CHECKED_OUT',
  'BASE_MOVED',
  'TREE_MISMATCH',
  'REF_EXISTS',
  'WRITE_FAILED',
  'INTERRUPTED',
  'TARGET_EXISTS',
  'FORGE_DENIED',
  'FORGE_LIMITED',
  'FORGE_UNREACHABLE',
  'FORGE_ANSWER',
  'FORGE_CONFLICT',
  'REMOTE_FAILED',
  'OBJECTS_TOO_LARGE',
  'ARTIFACT_MISSING',
  'ARTIFACT_INVALID',
  'ENVELOPE_INVALID',
  'STOPPED',
  'STOP_UNREADABLE',
  'MANIFEST_TOO_LARGE',
  'SIGNING_FAILED',
  'TRUST_ROOT_INVALID',
  'FILE_UNREADABLE',
  'FORGE_MISSING',
  'FORGE_REFUSED',
  'DEV_RUNNING',
  'DEV_NOT_RUNNING',
  'DEV_FAILED',
  'TOOLKIT_MISSING',
  'NODE_TOO_OLD',
] as const;

export type FaultCode = (typeof FAULT_CODES)[number];

/**
 * Something that stops the whole run. Expected outcomes of one branch are values (see `Reason`), never faults.
 * `message` says what was wrong, `next` what the user should do about it.
 */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly code: FaultCode;
  readonly next: string;

  constructor(code: FaultCode, message: string, next: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.next = next;
  }
}
