import { createHmac, randomUUID } from 'node:crypto';
import type { Repository } from '../state/repository.ts';
import type { Hook } from '../state/records.ts';

/** Deliveries that are on their way, so that a hub can wait for them when it stops. */
const underWay = new Set<Promise<unknown>>();

/** Posts an event to the repository's webhooks that want it, signed as GitHub signs; nobody waits for the answer. */
export function deliverWebhook(repository: Repository, event: string, payload: object): void {
  for (const hook of repository.hooks.values()) {
    if (!hook.events.includes('*') && !hook.events.includes(event)) continue;
    const delivery = post(hook, event, JSON.stringify(payload)).catch(() => undefined);
    underWay.add(delivery);
    void delivery.finally(() => underWay.delete(delivery));
  }
}

export async function webhooksSettled(): Promise<void> {
  await Promise.all(underWay);
}

async function post(hook: Hook, event: string, body: string): Promise<void> {
  const signature =
    hook.secret === null ? null : `sha256=${createHmac('sha256', hook.secret).update(body).digest('hex')}`;
  await fetch(hook.url, {
    method: 'POST',
    body,
    signal: AbortSignal.timeout(10_000),
    headers: {
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/local',
      'x-github-event': event,
      'x-github-delivery': randomUUID(),
      'x-github-hook-id': String(hook.id),
      ...(signature === null ? {} : { 'x-hub-signature-256': signature }),
    },
  });
}
