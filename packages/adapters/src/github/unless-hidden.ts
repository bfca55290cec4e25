import { Fault } from '@sluice/model';

/** Null where the token may not see it; the forge says 404 for that as well as for what is not there. */
export async function unlessHidden<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof Fault && (error.code === 'FORGE_DENIED' || error.code === 'FORGE_MISSING'))
      return null;
    throw error;
  }
}
