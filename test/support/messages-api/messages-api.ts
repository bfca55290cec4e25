// A server on this machine that speaks the published Messages API and answers as it is told to. What it is sent is held
// against the published form, and refused where the service would refuse it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Ajv2020 from 'ajv/dist/2020.js';
import type { MessageCreateParams } from '@anthropic-ai/sdk/resources/messages';
import { ERROR_TYPES, errorBody, eventsOf, messageOf, type Spoken } from './published-forms.ts';
import { requestProblems } from './request-schema.ts';

/** What to do with one request. */
export type Reply =
  /** JSON by the schema that was asked for; anything else is a mistake of the test. */
  | { readonly kind: 'answer'; readonly value: unknown }
  /** Whatever text, as a hostile or broken model would. */
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'declined'; readonly explanation: string }
  | { readonly kind: 'truncated'; readonly text: string }
  | {
      readonly kind: 'error';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly message?: string;
    }
  /** Status 200, some events, then an error event. */
  | { readonly kind: 'error-within'; readonly status: number }
  /** Some events, then the connection is gone. */
  | { readonly kind: 'cut-off'; readonly text: string }
  /** Some events, then nothing more. */
  | { readonly kind: 'silent'; readonly text: string };

/** One request as it came, and all text of it that a model would read. */
export interface Asked {
  readonly body: MessageCreateParams;
  readonly key: string;
  readonly text: string;
}

export interface MessagesApi {
  readonly url: string;
  readonly asked: readonly Asked[];
  close(): Promise<void>;
}

/** The version of the interface that the client library of this project speaks. */
const VERSION = '2026-10-21';

export const KEY = 'sk-test-0123456789abcdefghijklmnopqrstuvwxyz';

/** @param reply What to do with the n-th request, from 1. */
export async function startMessagesApi(reply: (asked: Asked, n: number) => Reply): Promise<MessagesApi> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void respond(request, response, (one) => {
      asked.push(one);
      return reply(one, asked.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked, close: () => closed(server) };
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  reply: (asked: Asked) => Reply,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const key = keyOf(request);
  const refuse = (status: number, message: string): void =>
    sendError(response, { kind: 'error', status, message });
  if (request.method !== 'POST' || request.url !== '/v1/messages') return refuse(404, 'Not found.');
  if (request.headers['anthropic-version'] !== VERSION)
    return refuse(400, 'anthropic-version: header is required');
  if (key !== KEY) return refuse(401, `invalid key: ${key}`);
  const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as MessageCreateParams;
  const problems = requestProblems(body);
  if (problems.length > 0) return refuse(400, problems.join('; '));
  const told = reply({ body, key, text: textOf(body) });
  if (told.kind === 'error') return sendError(response, told);
  const spoken = spokenBy(told, body);
  if (body.stream !== true) return sendJson(response, 200, messageOf(spoken));
  return sendStream(response, told, spoken);
}

function keyOf({ headers }: IncomingMessage): string {
  return headers.authorization?.replace(/^Bearer /, '') ?? '';
}

function textOf({ system, messages }: MessageCreateParams): string {
  return [system, ...messages.map(({ content }) => content)]
    .flat()
    .map((part) => (typeof part === 'string' ? part : part !== undefined && 'text' in part ? part.text : ''))
    .join('\n');
}

function spokenBy(told: Exclude<Reply, { kind: 'error' }>, body: MessageCreateParams): Spoken {
  const text = told.kind === 'answer' ? validText(told.value, body) : 'text' in told ? told.text : '';
  // About four characters a token; a beginning that is marked counts as kept.
  const tokens = Math.ceil(textOf(body).length / 4);
  const kept = JSON.stringify(body.system ?? '').includes('cache_control') ? Math.floor(tokens / 4) : 0;
  return {
    model: body.model,
    text,
    stop: told.kind === 'declined' ? 'refusal' : told.kind === 'truncated' ? 'max_tokens' : 'end_turn',
    ...(told.kind === 'declined' ? { explanation: told.explanation } : {}),
    usage: {
      input_tokens: tokens - kept,
      output_tokens: Math.ceil(text.length / 4) + 1,
      cache_creation_input_tokens: kept,
      cache_read_input_tokens: 0,
    },
  };
}

function validText(value: unknown, { output_config }: MessageCreateParams): string {
  const schema = output_config?.format?.schema ?? {};
  const ajv = new Ajv2020({ allErrors: true });
  if (!ajv.validate(schema, value))
    throw new Error(`The test's answer breaks the schema: ${ajv.errorsText()}`);
  return JSON.stringify(value);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_test' });
  response.end(JSON.stringify(body));
}

function sendError(
  response: ServerResponse,
  { status, headers = {}, message = '' }: Extract<Reply, { kind: 'error' }>,
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(errorBody(ERROR_TYPES[status] ?? 'api_error', message || `status ${status}`)));
}

function sendStream(response: ServerResponse, told: Reply, spoken: Spoken): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'request-id': 'req_test' });
  const send = (name: string, data: object): void => {
    response.write(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const whole = ['answer', 'text', 'declined', 'truncated'].includes(told.kind);
  const events = eventsOf(spoken);
  for (const event of whole ? events : events.slice(0, -3)) send(event.type, event);
  if (whole) response.end();
  else if (told.kind === 'cut-off') setTimeout(() => response.destroy(), 20);
  else if (told.kind === 'error-within') {
    send('error', errorBody(ERROR_TYPES[told.status]!, `status ${told.status}`));
    response.end();
  }
}
