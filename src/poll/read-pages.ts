import { SourceFault, type JobSource, type ListQuery, type Page } from './port/job-source.ts';

/** A read longer than this is a fault of the other side, not a long list (interface, Paging). */
export const MAX_PAGES = 10_000;

export type ReadEnd =
  /** An empty or missing token, a page without jobs, or a token seen before: the list is read. */
  | 'complete'
  /** `onPage` or `maxPages` stopped it. */
  | 'stopped';

/**
 * Reads a list page by page and hands each page on before asking for the next.
 * @throws SourceFault when a page could not be had, or the list does not end.
 */
export async function readPages(
  source: JobSource,
  query: ListQuery,
  options: {
    signal: AbortSignal;
    maxPages?: number;
    /** Returning `stop` ends the read after this page. */
    onPage: (page: Page, index: number) => Promise<'stop' | void>;
  },
): Promise<ReadEnd> {
  const tokens = new Set<string>();
  let nextToken: string | undefined;
  for (let index = 0; index < MAX_PAGES; index++) {
    if (index === options.maxPages) return 'stopped';
    const page = await source.list(nextToken === undefined ? query : { ...query, nextToken }, options.signal);
    if ((await options.onPage(page, index)) === 'stop') return 'stopped';
    nextToken = page.nextToken;
    const isEmpty = page.jobs.length + page.skippedRows === 0;
    if (nextToken === '' || isEmpty || tokens.has(nextToken)) return 'complete';
    tokens.add(nextToken);
  }
  throw endlessList();
}

export function endlessList(): SourceFault {
  return new SourceFault(`the list did not end after ${MAX_PAGES} pages`, {
    code: 'endless-list',
    reason: 'malformed',
    hint: 'Narrow the target with `jobs` filters, or shorten `lookback`.',
  });
}
