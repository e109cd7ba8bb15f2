import { BatchwatchError } from '../errors.ts';

/** The HTTP server could not start. */
export class HttpFault extends BatchwatchError {}
