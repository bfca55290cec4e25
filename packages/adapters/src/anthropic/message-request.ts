import type { MessageCreateParamsStreaming, TextBlockParam } from '@anthropic-ai/sdk/resources/messages';
import type { ModelQuestion } from '@sluice/model';

/**
 * A question as the Messages API takes it: no tools, an answer by schema, and a mark after each part that comes again,
 * up to which the service may keep what it read.
 * Sources: docs.anthropic.com, 'Prompt caching', 'Structured outputs'.
 */
export function messageRequest(model: string, question: ModelQuestion): MessageCreateParamsStreaming {
  const { rules, shared, ask, schema, maxTokens } = question;
  return {
    model,
    max_tokens: maxTokens,
    stream: true,
    system: [kept(rules)],
    messages: [
      { role: 'user', content: [...(shared === '' ? [] : [kept(shared)]), { type: 'text', text: ask }] },
    ],
    output_config: { format: { type: 'json_schema', schema } },
  };
}

function kept(text: string): TextBlockParam {
  return { type: 'text', text, cache_control: { type: 'ephemeral' } };
}
