import { BatchwatchError } from '../../platform/errors.ts';

/** A part of the demo could not start. */
export class DemoFault extends BatchwatchError {}

/** The fault of a server of the demo that cannot listen. */
export function listenFault(what: string, error: unknown): DemoFault {
  const cause = error instanceof Error ? error : new Error(String(error));
  return new DemoFault(`the ${what} cannot listen: ${cause.message}`, {
    code: 'listen-failed',
    reason: 'listen',
    hint: 'Choose another address, or stop what listens there.',
    cause,
  });
}
