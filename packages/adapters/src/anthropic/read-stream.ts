import type { MessageDeltaUsage, RawMessageStreamEvent, Usage } from '@anthropic-ai/sdk/resources/messages';
import { NO_TOKENS, type TokenUsage } from '@sluice/model';

/** What of an answer has come so far. */
export interface Reading {
  text: string;
  usage: TokenUsage;
  /** Why the model stopped; null until it says so. */
  stop: string | null;
  declined: string;
  /** The last event of a whole answer was seen. */
  whole: boolean;
}

/** An answer has to fit in memory, whatever the service sends. */
const MOST_CHARACTERS = 4_000_000;

/** More text than any answer may have. */
export class TooLong extends Error {
  override readonly name = 'TooLong';
}

export function newReading(): Reading {
  return { text: '', usage: NO_TOKENS, stop: null, declined: '', whole: false };
}

/** Takes in one event; thoughts and whatever else is no text are passed over. */
export function takeIn(reading: Reading, event: RawMessageStreamEvent): void {
  switch (event.type) {
    case 'message_start':
      reading.usage = usageOf(event.message.usage, reading.usage);
      break;
    case 'content_block_start':
      if (event.content_block.type === 'text') append(reading, event.content_block.text);
      break;
    case 'content_block_delta':
      if (event.delta.type === 'text_delta') append(reading, event.delta.text);
      break;
    case 'message_delta':
      reading.usage = usageOf(event.usage, reading.usage);
      reading.stop = event.delta.stop_reason;
      reading.declined = event.delta.stop_details?.explanation ?? '';
      break;
    case 'message_stop':
      reading.whole = true;
      break;
    case 'content_block_stop':
      break;
  }
}

function append(reading: Reading, text: string): void {
  if (reading.text.length + text.length > MOST_CHARACTERS) throw new TooLong();
  reading.text += text;
}

/** Counts are cumulative: the later event knows better, where it says anything. */
function usageOf(told: Usage | MessageDeltaUsage | null | undefined, before: TokenUsage): TokenUsage {
  return {
    input: count(told?.input_tokens, before.input),
    output: count(told?.output_tokens, before.output),
    cacheWrite: count(told?.cache_creation_input_tokens, before.cacheWrite),
    cacheRead: count(told?.cache_read_input_tokens, before.cacheRead),
  };
}

function count(told: number | null | undefined, before: number): number {
  return typeof told === 'number' && Number.isSafeInteger(told) && told >= 0 ? told : before;
}
