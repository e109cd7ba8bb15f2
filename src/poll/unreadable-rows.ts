import { SourceFault } from './port/job-source.ts';

/**
 * Makes the fault of a read that showed rows which cannot be understood. The other rows are kept, but any job may
 * stand in those: nothing may be concluded from absence.
 */
export function unreadableRows(rows: number): SourceFault {
  const subject = rows === 1 ? '1 row of the list has' : `${rows} rows of the list have`;
  return new SourceFault(`${subject} no JobId or no State`, {
    code: 'rows-unreadable',
    reason: 'malformed',
    retryable: true,
    hint: 'The layout of the list has changed, or a proxy changes it. Look for a newer Batchwatch.',
  });
}
