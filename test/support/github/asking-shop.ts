// A shop whose policy wants a language model: two agents who change the same line, and a model on this machine that answers
// as it is told to.
import type { CheckpointVerdict } from '@sluice/model';
import type { RunReport } from '@sluice/local-github/runner/report';
import { KEY, startMessagesApi, type MessagesApi } from '../messages-api/messages-api.ts';
import { BASE, LIMITS, LOAD, POLICY, README, RETRIES } from '../messages-api/two-agents.ts';
import { byHand, Shop, SHOP, type Files } from './agents.ts';
import { artifactContent, artifactNames, payloadOf } from './artifacts.ts';

type Replying = Parameters<typeof startMessagesApi>[0];

interface AskingOptions {
  readonly reply: Replying;
  readonly policy?: string;
  /** null: the environment has no such secret. */
  readonly key?: string | null;
  readonly limits?: Files;
  readonly checkout?: string;
  /** Before the coordinator is started. */
  readonly prepare?: (shop: Shop) => Promise<unknown>;
}

/** One run of the coordinator, and all that it left. */
export class AskingShop {
  readonly shop: Shop;
  readonly api: MessagesApi;
  readonly run: RunReport;

  private constructor(shop: Shop, api: MessagesApi, run: RunReport) {
    this.shop = shop;
    this.api = api;
    this.run = run;
  }

  static async open(options: AskingOptions): Promise<AskingShop> {
    const { reply, policy = POLICY, key = KEY, limits = {}, checkout, prepare } = options;
    const api = await startMessagesApi(reply);
    const shop = await Shop.open({
      files: {
        [LOAD]: BASE,
        'src/send.js': 'module.exports = { send: (url) => `page ${url}` };\n',
        'test.js': "if (require('./src/load').load('x') !== 'page x') process.exit(1);\n",
        'README.md': README,
      },
      policy,
      editWorkflows: (text, name) =>
        name === 'sluice.yml'
          ? byHand(text).replace('    with:\n', `    with:\n      model-url: ${api.url}\n`)
          : text,
      ...(key === null ? {} : { secrets: { ANTHROPIC_API_KEY: key } }),
      ...(checkout === undefined ? {} : { checkout }),
    });
    await shop.branch('claude/retries', { [LOAD]: RETRIES });
    await shop.branch('claude/limits', { [LOAD]: LIMITS, 'limits.txt': 'five seconds\n', ...limits });
    await shop.push(['claude/retries', 'claude/limits']);
    await shop.idle();
    await prepare?.(shop);
    const run = await shop.coordinate();
    await shop.idle();
    return new AskingShop(shop, api, run);
  }

  async close(): Promise<void> {
    await this.shop.close();
    await this.api.close();
  }

  get verdict(): CheckpointVerdict {
    return payloadOf(this.shop, 'sluice-verdict-1', 'verdict');
  }

  get model(): NonNullable<CheckpointVerdict['result']['model']> {
    return this.verdict.result.model!;
  }

  /** Each job of the run that was started, with how it ended. */
  get jobs(): string[] {
    return this.run.jobs.map(({ name, conclusion }) => `${name}: ${conclusion}`);
  }

  /** Everything that anybody could read afterwards: logs, summaries, documents, texts on the forge. */
  get everything(): string {
    const { hub, runner } = this.shop.forge;
    const documents = artifactNames(this.shop)
      .filter((name) => name in FILES || name.startsWith('sluice-verdict'))
      .map((name) => artifactContent(this.shop, name, FILES[name] ?? 'verdict.json').toString('utf8'));
    return [
      ...runner.runs().map((report) => JSON.stringify(report)),
      ...documents,
      ...this.shop.pulls().map(({ body }) => body),
      ...[...hub.repository(SHOP).checkRuns.values()].map(({ output }) => JSON.stringify(output)),
    ].join('\n');
  }
}

const FILES: Readonly<Record<string, string>> = {
  'sluice-admission': 'admission.json',
  'sluice-answers': 'answers.json',
};
