// The client of the Messages API. A part of its own (`scripts/build/parts.ts`): imported late, and in no bundle.
export { Anthropic, APIConnectionTimeoutError, APIError, APIUserAbortError } from '@anthropic-ai/sdk';
