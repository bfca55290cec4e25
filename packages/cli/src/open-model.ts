import { modelOpener } from '@sluice/adapters/anthropic/model-opener';
import type { OpenModel } from '@sluice/pipeline';

/** The one place that looks for the key: nothing else of the program, and nothing that it starts, is given it. */
export const KEY_VARIABLE = 'ANTHROPIC_API_KEY';

/** Opens the model that a policy names, with the key of the environment; `url` is empty for the service itself. */
export function openModelAt(url = ''): OpenModel {
  const missing = `${KEY_VARIABLE} is not set`;
  const key = process.env[KEY_VARIABLE]?.trim() ?? '';
  return modelOpener({ key, missing, url, option: '--model-url' });
}
