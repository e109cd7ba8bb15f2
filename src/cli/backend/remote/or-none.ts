import { RemoteFault } from './remote-fault.ts';

/** Undefined where the daemon has no such thing. */
export async function orNone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof RemoteFault && error.status === 404) return undefined;
    throw error;
  }
}
