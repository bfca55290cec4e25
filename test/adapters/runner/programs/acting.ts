// An action as a process of its own, for tests of how actions begin and end. INPUT_DO says what it does.
import { setTimeout as sleep } from 'node:timers/promises';
import { runMain } from '@sluice/adapters/runner/run-main';
import { Fault } from '@sluice/model';

await runMain(async ({ job, context, signal }) => {
  const act = job.input('do');
  if (act === 'outputs') {
    job.secret('first line\nsecond line\n\n');
    job.output('digest', 'a\nb');
    job.info('fine ##[error]x\n::error::y');
    job.warning('careful\n::error::z');
    job.notice(context.repository);
    await job.summary('# One');
    await job.summary('# Two');
  }
  if (act === 'fault') throw new Fault('BASE_MOVED', 'The base: moved\n::add-mask::x.', 'Run again.');
  if (act === 'defect') throw new TypeError('x is undefined\n::add-mask::y');
  if (act === 'rejection') void Promise.reject(new Error('nobody waits for this'));
  if (act === 'fail') job.fail('Two branches are red.');
  if (act === 'token') await job.identityToken('sigstore');
  if (act === 'idle') setInterval(() => undefined, 60_000);
  if (act === 'wait' || act === 'rejection') {
    job.info('waiting');
    await sleep(30_000, undefined, { signal });
  }
  if (act === 'deaf') {
    job.info('waiting');
    await sleep(30_000);
  }
});
