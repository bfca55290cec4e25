// Answers of an earlier run are found where a run of the base left them, and nowhere else; nothing about them fails a run.
import { Fault, NO_TOKENS, sealEnvelope, type ModelRecord } from '@sluice/model';
import { recallAnswers } from '../../../packages/pipeline/src/stages/recall-answers.ts';

const base = { ref: 'refs/heads/main', sha: 'a'.repeat(40) as never };
const RECORD: ModelRecord = {
  name: 'm',
  skipped: '',
  answers: [{ question: `sha256:${'0'.repeat(64)}`, answer: { kind: 'truncated', usage: NO_TOKENS } }],
};
const SEALED = sealEnvelope('answers', RECORD, []).bytes;
const RUN = { headBranch: 'main', headRepositoryId: 1, event: 'workflow_run' };

interface Left {
  readonly run?: Partial<typeof RUN>;
  readonly content?: Buffer;
  readonly expired?: boolean;
  readonly size?: number;
}

async function recalled(
  left: readonly Left[],
  download: (content: Buffer) => Buffer = (content) => content,
): Promise<{ record: ModelRecord | null; told: string[]; read: number }> {
  const told: string[] = [];
  let read = 0;
  const forge = {
    newestArtifacts: () =>
      Promise.resolve(left.map(({ expired = false, size = 100 }, i) => ({ id: i, runId: i, expired, size }))),
    run: (i: number) => Promise.resolve({ ...RUN, ...left[i]!.run }),
    download: ({ id }: { id: number }) => {
      read += 1;
      return Promise.resolve(download(left[id]!.content ?? SEALED));
    },
  };
  const readArchive = (content: Buffer) => ({ ok: true as const, content });
  const progress = ({ message }: { message: string }): void => void told.push(message);
  const record = await recallAnswers({ forge, readArchive, progress } as never, base, 1);
  return { record, told, read };
}

test('the newest of a run of the base is taken', async () => {
  expect(await recalled([{}, { content: Buffer.from('{}') }])).toEqual({ record: RECORD, told: [], read: 1 });
});

test.each<[string, Left]>([
  ['a branch of an agent', { run: { headBranch: 'claude/x' } }],
  ['a fork with a branch of that name', { run: { headRepositoryId: 2 } }],
  ['a pull request', { run: { event: 'pull_request' } }],
])('what a run of %s left is not read', async (_, left) => {
  expect(await recalled([left])).toEqual({ record: null, told: [], read: 0 });
  expect(await recalled([left, {}])).toMatchObject({ record: RECORD, read: 1 });
});

test.each<[string, Left]>([
  ['is no JSON', { content: Buffer.from('{') }],
  ['is of another form', { content: Buffer.from('{"payload":{"answers":[{}]}}') }],
  ['is null', { content: Buffer.from('null') }],
  ['is too large', { size: 1e9 }],
  ['has expired', { expired: true }],
])('what %s is passed over', async (_, left) => {
  expect((await recalled([left])).record).toBeNull();
});

test('a forge that does not give it holds nothing up, and it is told', async () => {
  const failing = (): never => {
    throw new Fault('FORGE_UNREACHABLE', 'The forge is down.', 'Wait.');
  };
  expect(await recalled([{}], failing)).toMatchObject({
    record: null,
    told: ['Earlier answers are not known: The forge is down.'],
  });
});
