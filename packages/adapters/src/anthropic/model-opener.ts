import { Fault } from '@sluice/model';
import type { LanguageModel } from '@sluice/ports';
import { ANTHROPIC_URL, AnthropicModel } from './anthropic-model.ts';

export interface ModelAccess {
  readonly key: string;
  /** What is said where the key is empty. */
  readonly missing: string;
  /** Empty: the service itself. */
  readonly url: string;
  /** How the setting of the address is called, at the beginning of a sentence. */
  readonly option: string;
}

/** Opens the model that a policy names, at the service itself or where the user says; a text says why there is none. */
export function modelOpener({
  key,
  missing,
  url,
  option,
}: ModelAccess): (policy: { readonly name: string }) => LanguageModel | string {
  const address = url === '' ? ANTHROPIC_URL : url;
  checkUrl(address, option);
  return ({ name }) => (key === '' ? missing : new AnthropicModel({ key, model: name, url: address }));
}

/** A key goes over an encrypted connection, or stays on this machine. */
function checkUrl(text: string, option: string): void {
  const url = URL.canParse(text) ? new URL(text) : null;
  const local = url !== null && ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  const guarded = url?.protocol === 'https:' || (url?.protocol === 'http:' && local);
  if (url !== null && guarded && url.username === '') return;
  throw new Fault(
    'OPTION_INVALID',
    `${option} ${JSON.stringify(text.slice(0, 200))} is not an address that a key may be sent to.`,
    'Give https://HOST, or http:// for this machine alone.',
  );
}
