import { BatchwatchError } from '../../platform/errors.ts';

/** A part of the demo could not start. */
export class DemoFault extends BatchwatchError {}

/** What went wrong when a server of the demo was told to listen. */
export function listenFault(what: string, error: unknown): DemoFault {
  const cause = error instanceof Error ? error : new Error(String(error));
  return new DemoFault(`the ${what} cannot listen: ${cause.message}`, {
    code: 'listen-failed',
    reason: 'listen',
    hint: 'Choose another address, or stop what listens there.',
    cause,
  });
}
