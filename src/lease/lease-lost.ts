import { BatchwatchError } from '../platform/errors.ts';

/** Another replica holds the lease, so the write was refused. No fault of the store: the work ends, and goes on there. */
export class LeaseLost extends BatchwatchError {
  constructor(name: string) {
    super(`the lease ${name} is not held any more`, { code: 'lease-lost', reason: 'lease' });
  }
}
