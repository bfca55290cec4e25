// Answers in the forms of the published API: the types are those of the client library, so that a form that it does not
// know does not compile.
import type { ErrorObject, ErrorResponse } from '@anthropic-ai/sdk/resources/shared';
import type { Message, RawMessageStreamEvent, StopReason, Usage } from '@anthropic-ai/sdk/resources/messages';

export const ERROR_TYPES: Readonly<Record<number, ErrorObject['type']>> = {
  400: 'invalid_request_error',
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
  500: 'api_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

export function errorBody(type: ErrorObject['type'], message: string): ErrorResponse {
  return { type: 'error', error: { type, message }, request_id: 'req_test' };
}

export interface Spoken {
  readonly model: string;
  readonly text: string;
  readonly stop: StopReason;
  readonly explanation?: string;
  readonly usage: Pick<
    Usage,
    'input_tokens' | 'output_tokens' | 'cache_creation_input_tokens' | 'cache_read_input_tokens'
  >;
}

export function messageOf({ model, text, stop, explanation, usage }: Spoken): Message {
  return {
    id: 'msg_test',
    type: 'message',
    role: 'assistant',
    model,
    content: text === '' ? [] : [{ type: 'text', text, citations: null }],
    stop_reason: stop,
    stop_sequence: null,
    stop_details:
      stop === 'refusal' ? { type: 'refusal', category: null, explanation: explanation ?? null } : null,
    container: null,
    diagnostics: null,
    usage: wholeUsage(usage),
  };
}

function wholeUsage(usage: Spoken['usage']): Usage {
  return {
    ...usage,
    cache_creation: null,
    inference_geo: null,
    output_tokens_details: null,
    server_tool_use: null,
    service_tier: 'standard',
    speed: null,
  };
}

/** The same as events, the text in pieces of `piece` characters. */
export function eventsOf(spoken: Spoken, piece = 400): RawMessageStreamEvent[] {
  const whole = messageOf(spoken);
  const pieces = Array.from({ length: Math.ceil(spoken.text.length / piece) }, (_, i) =>
    spoken.text.slice(i * piece, (i + 1) * piece),
  );
  const start = { ...whole, content: [], stop_reason: null, stop_details: null };
  return [
    { type: 'message_start', message: { ...start, usage: { ...whole.usage, output_tokens: 1 } } },
    {
      type: 'content_block_start',
      index: 0,
      content_block: { type: 'thinking', thinking: '', signature: '' },
    },
    { type: 'content_block_stop', index: 0 },
    { type: 'content_block_start', index: 1, content_block: { type: 'text', text: '', citations: null } },
    ...pieces.map((text): RawMessageStreamEvent => ({
      type: 'content_block_delta',
      index: 1,
      delta: { type: 'text_delta', text },
    })),
    { type: 'content_block_stop', index: 1 },
    {
      type: 'message_delta',
      delta: {
        stop_reason: spoken.stop,
        stop_sequence: null,
        stop_details: whole.stop_details,
        container: null,
      },
      usage: {
        input_tokens: spoken.usage.input_tokens,
        output_tokens: spoken.usage.output_tokens,
        cache_creation_input_tokens: spoken.usage.cache_creation_input_tokens,
        cache_read_input_tokens: spoken.usage.cache_read_input_tokens,
        output_tokens_details: null,
        server_tool_use: null,
      },
    },
    { type: 'message_stop' },
  ];
}
