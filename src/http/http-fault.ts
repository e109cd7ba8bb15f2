import { BatchwatchError } from '../platform/errors.ts';

/** The HTTP server could not start. */
export class HttpFault extends BatchwatchError {}
