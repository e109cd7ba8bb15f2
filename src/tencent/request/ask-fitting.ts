import { SourceFault } from '../../poll/port/job-source.ts';
import { TOO_LARGE } from './source-client.ts';

/** Asks for a page of `size` rows, and for half as many as long as the answer is too large to be read. */
export async function askFitting<Value>(size: number, ask: (size: number) => Promise<Value>): Promise<Value> {
  for (let rows = size; ; rows = Math.floor(rows / 2)) {
    try {
      return await ask(rows);
    } catch (error) {
      if (!(error instanceof SourceFault) || error.code !== TOO_LARGE || rows <= 1) throw error;
    }
  }
}
