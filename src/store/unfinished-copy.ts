import { StoreFault } from './store-fault.ts';

/** The table that stands in the target of a copy until all rows are there. The table itself stays empty. */
export const UNFINISHED_COPY = 'unfinished_copy';

/** The fault of a store whose copy was stopped before its end. */
export function unfinishedCopy(place: string): StoreFault {
  return new StoreFault('store-unfinished', `the copy in the store ${place} was stopped before its end`, {
    hint: 'Copy again with `batchwatch store copy` from the same store. Or point storage.url at that store.',
  });
}
