import { parseApiTime } from '../core/job/api-time.ts';
import { SECOND, type Instant } from '../platform/time.ts';
import type { JobSource, ListQuery, Page } from './port/job-source.ts';
import { endlessList, MAX_PAGES, readPages, type ReadEnd } from './read-pages.ts';

/**
 * Reads a list that is ordered by creation time, oldest first, to its end. A list that ends with a full page may have
 * lost its token. So it is read on from the creation time of its last row, until a page is not full or brings nothing
 * younger. One case stays open: behind a lost token, a page full of jobs of one second looks like the last one,
 * because the API filters by whole seconds.
 * @throws SourceFault when a page could not be had, or the list does not end.
 */
export async function readToEnd(
  source: JobSource,
  query: ListQuery & { createdFrom: Instant },
  options: {
    signal: AbortSignal;
    onPage: (page: Page) => Promise<'stop' | undefined | void>;
  },
): Promise<ReadEnd> {
  let createdFrom = query.createdFrom;
  let pages = 0;
  for (;;) {
    let readOnFrom: Instant | undefined;
    const part = { ...query, createdFrom };
    const end = await readPages(source, part, {
      signal: options.signal,
      onPage: async (page) => {
        if (++pages > MAX_PAGES) throw endlessList();
        readOnFrom = youngestOfFullPage(page);
        return (await options.onPage(page)) ?? undefined;
      },
    });
    if (end === 'stopped' || readOnFrom === undefined || readOnFrom < createdFrom + SECOND) return end;
    if (query.createdUntil !== undefined && readOnFrom > query.createdUntil) return end;
    createdFrom = readOnFrom;
  }
}

function youngestOfFullPage({ jobs, skippedRows, size }: Page): Instant | undefined {
  if (jobs.length + skippedRows < size) return undefined;
  const times = jobs.flatMap(({ creationTime }) => parseApiTime(creationTime) ?? []);
  return times.length === 0 ? undefined : Math.max(...times);
}
