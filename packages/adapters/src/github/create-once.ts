import type { Api } from './api.ts';
import { UnclearWrite } from './patient.ts';

const ATTEMPTS = 3;

/**
 * Creates something that must not be there twice. After a fault that leaves open whether it was carried out, `look`
 * says what is there now; only where it is not, it is created again.
 */
export async function createOnce<T>(
  api: Api,
  create: () => Promise<T>,
  look: () => Promise<T | null>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await create();
    } catch (error) {
      if (!(error instanceof UnclearWrite)) throw error;
      // First the pause: a list may lag a moment behind a write.
      await api.patient.pause(attempt);
      const found = await look();
      if (found !== null) return found;
      if (attempt >= ATTEMPTS) throw error;
    }
  }
}
