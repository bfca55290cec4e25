// The first gate: which branches take part, believed and clustered, and how the work is divided.
import { readSingleFile } from '@sluice/adapters/archive/read-single-file';
import { systemClock } from '@sluice/adapters/machine/local-machine';
import { actionsArtifacts } from '@sluice/adapters/runner/actions-artifacts';
import type { Running } from '@sluice/adapters/runner/run-main';
import { clusterSummary } from '@sluice/deliver';
import { sendAdmission } from '@sluice/jobs/envelopes';
import { jobForge, jobGate } from '@sluice/jobs/forge';
import { forgeRun } from '@sluice/jobs/forge-run';
import { jobProgress } from '@sluice/jobs/job-progress';
import { fetchPolicy, policyOverrides } from '@sluice/jobs/policy';
import { openTrust } from '@sluice/jobs/trust';
import { loadEngine } from '@sluice/jobs/load-engine';
import { inWorkplace } from '@sluice/jobs/workplace';
import { admissionView } from '@sluice/jobs/admission-view';
import { Fault } from '@sluice/model';
import { admitRun, leaveToNextRun, lookAround, type Admitted } from '@sluice/pipeline';
import type { Job } from '@sluice/ports';

export async function main(running: Running): Promise<void> {
  const { job } = running;
  try {
    const admitted = await admit(running);
    if (admitted === null) return nothing(job, { stopped: false });
    const { admission } = admitted;
    const work = admission.admitted.length + admission.refused.length > 0;
    job.output('slots', JSON.stringify(numbers(admission.slots.length)));
    const checkpoints = admission.admitted.length === 0 ? 0 : admission.checkpoints.length;
    job.output('checkpoints', JSON.stringify(numbers(checkpoints)));
    job.output('work', String(work));
    job.output('ask-model', String(admitted.asks));
    job.output('stopped', 'false');
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== 'STOPPED') throw error;
    // Somebody wanted this: it is told, and it is no failure.
    job.warning(`${error.message} ${error.next}`);
    nothing(job, { stopped: true });
    await job.summary(`## Sluice is stopped\n\n${error.message}\n`);
  }
}

/** No later stage has anything to do. */
function nothing(job: Job, { stopped }: { stopped: boolean }): void {
  job.output('digest', '');
  job.output('slots', '[]');
  job.output('checkpoints', '[]');
  job.output('work', 'false');
  job.output('ask-model', 'false');
  job.output('stopped', String(stopped));
}

/** null: another run has done it, or will. */
async function admit(running: Running): Promise<Admitted | null> {
  const { job, context, signal } = running;
  const clock = systemClock;
  const token = job.input('token');
  const overrides = policyOverrides(job);
  const forge = jobForge(running, { token });
  const gate = jobGate(job, forge, clock);
  await gate.pass();
  return inWorkplace(context, signal, async ({ git, bundles, remote }) => {
    const there = remote(token);
    const repository = await forge.repository();
    const target = await fetchPolicy({ remote: there, git }, overrides, repository.defaultBranch);
    const seen = await lookAround({ gate, remote: there, forge }, target);
    const why = context.eventName === 'workflow_run' ? await leaveToNextRun(forge, seen, clock.now()) : null;
    if (why !== null) {
      await job.summary(`## Sluice: nothing to do in this run\n\n${why}\n`);
      return null;
    }
    const trust = await openTrust({ job, context, clock }, repository, { git, ...target });
    const progress = jobProgress(job);
    const readArchive = (archive: Buffer, name: string, most: number) =>
      readSingleFile(archive, { name, maxCompressed: archive.length, maxInflated: most });
    const tools = {
      forge,
      remote: there,
      git,
      bundles,
      clock,
      progress,
      gate,
      readArchive,
      openSymbols: loadEngine,
    };
    const admitted = await admitRun(tools, seen, { ...target, trust });
    job.output('digest', await sendAdmission(actionsArtifacts(context.temp), admitted));
    await job.summary(clusterSummary(admissionView(admitted, { repository, run: forgeRun(context) })));
    const { rest, graphql } = forge.spent();
    job.info(`${rest} REST and ${graphql} GraphQL requests.`);
    return admitted;
  });
}

function numbers(length: number): number[] {
  return Array.from({ length }, (_, i) => i + 1);
}
