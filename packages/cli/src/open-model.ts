import { ANTHROPIC_URL, AnthropicModel } from '@sluice/adapters/anthropic/anthropic-model';
import { Fault } from '@sluice/model';
import type { OpenModel } from '@sluice/pipeline';

/** The one place that looks for the key: nothing else of the program, and nothing that it starts, is given it. */
export const KEY_VARIABLE = 'ANTHROPIC_API_KEY';

/** Opens the model that a policy names, at the service itself or where the user says. */
export function modelOpener(url: string = ANTHROPIC_URL): OpenModel {
  checkUrl(url);
  return ({ name }) => {
    const key = process.env[KEY_VARIABLE]?.trim() ?? '';
    return key === '' ? `${KEY_VARIABLE} is not set` : new AnthropicModel({ key, model: name, url });
  };
}

/** A key goes over an encrypted connection, or stays on this machine. */
function checkUrl(text: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (
    url !== null &&
    (url.protocol === 'https:' || (url.protocol === 'http:' && local)) &&
    url.username === ''
  )
    return;
  throw new Fault(
    'OPTION_INVALID',
    `--model-url ${JSON.stringify(text.slice(0, 200))} is not an address that a key may be sent to.`,
    'Give https://HOST, or http:// for this machine alone.',
  );
}
