import { resultOf, sluice, type Finished } from '../cli.ts';
import type { Repository } from '../repository.ts';
import { KEY, startMessagesApi, type Asked, type Reply } from './messages-api.ts';

/** One run against a model that answers as it is told to, and what the model was asked. */
export interface AskingRun {
  readonly run: Finished;
  readonly asked: readonly Asked[];
  readonly model: NonNullable<ReturnType<typeof resultOf>['model']>;
}

export async function askingRun(
  repo: Repository,
  reply: (asked: Asked, n: number) => Reply,
  args: readonly string[] = [],
): Promise<AskingRun> {
  const api = await startMessagesApi(reply);
  try {
    const all = ['run', '--repo', repo.path, '--model-url', api.url, ...args];
    const run = await sluice(all, { env: { ANTHROPIC_API_KEY: KEY } });
    return { run, asked: api.asked, model: resultOf(run).model! };
  } finally {
    await api.close();
  }
}

/** Refs of candidates that a model wrote. */
export function writtenRefs({ run }: AskingRun): string[] {
  return resultOf(run)
    .candidates.filter(({ strategy }) => strategy === 'synthesised')
    .map(({ id }) => `refs/sluice/candidates/${id}`);
}
