import { openForge } from '@sluice/adapters/github/open-forge';
import type { Running } from '@sluice/adapters/runner/run-main';
import { Gate, STOP_LABEL, STOP_REF } from '@sluice/pipeline';
import type { Clock, Forge, Job } from '@sluice/ports';

/** GitHub with the tokens that this job was given. They are masked in the log before anything else happens. */
export function jobForge(
  { job, context, signal }: Running,
  { token, writeToken = null }: { token: string; writeToken?: string | null },
): ReturnType<typeof openForge> {
  for (const secret of [token, writeToken]) if (secret) job.secret(secret);
  return openForge({
    apiUrl: context.apiUrl,
    graphqlUrl: context.graphqlUrl,
    repository: context.repository,
    token,
    writeToken: writeToken || null,
    userAgent: 'sluice',
    signal,
    log: (sentence, fields) => job.info(`${sentence} ${JSON.stringify(fields)}`),
  });
}

/** The kill switch of this job: label and ref are read again and again, the variable was read when the job began. */
export function jobGate(job: Job, forge: Forge, clock: Clock): Gate {
  return new Gate(forge, clock, { label: STOP_LABEL, ref: STOP_REF, variable: job.input('stop-variable') });
}
