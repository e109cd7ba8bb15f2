import { BatchwatchError } from '../../platform/errors.ts';
import { ConfigFault } from '../../config/config-fault.ts';
import { DemoFault } from '../../demo/listen/demo-fault.ts';
import { RemoteFault } from '../backend/remote/remote-fault.ts';
import { StoreFault } from '../../store/store-fault.ts';
import { HttpFault } from '../../http/http-fault.ts';

/** The exit codes of the program, with the numbers of sysexits.h. */
export const EXIT = { done: 0, failed: 1, usage: 64, unavailable: 69, bug: 70, config: 78 } as const;

/** The exit code for an error that ended a command. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigFault) return EXIT.config;
  if (error instanceof RemoteFault && error.reason === 'unreachable') return EXIT.unavailable;
  const isAboutStart = [StoreFault, HttpFault, DemoFault].some((fault) => error instanceof fault);
  if (isAboutStart) return EXIT.unavailable;
  return error instanceof BatchwatchError ? EXIT.failed : EXIT.bug;
}
