import { LISTED_FIELDS } from '../../../core/job/fields.ts';
import type { Context } from 'hono';
import { errorCodeOf } from '../../../core/job/error-code.ts';
import type { Store } from '../../../store/store.ts';
import type { JobFilter } from '../../../store/jobs/job-filter.ts';
import { jobPage, type PlacedJob } from '../../../store/views/job-list.ts';
import type { Cursor } from '../../../store/views/job-keyset.ts';
import { toApiJob } from '../../api/json/job-schema.ts';
import type { WebEnv } from '../../auth/principal.ts';
import { csvRow } from '../../ui/csv.ts';
import { readJobQuery } from './job-query.ts';
import { pageContext, type PageContext } from '../../ui/page-context.ts';
import type { Pages, PageOptions } from '../../ui/page-options.ts';

/** More rows than this are in no file. */
export const MOST_ROWS = 100_000;

/** A kind of file that jobs are written to, piece by piece. */
interface FileForm {
  contentType: string;
  head: string;
  row: (job: PlacedJob, index: number) => string;
  /** Returns the text behind the rows. */
  end: (isCut: boolean) => string;
}

/** Files of all the jobs that a filter finds. */
export function addJobFiles(pages: Pages, options: PageOptions, most = MOST_ROWS): void {
  const forms = { csv: csvForm, json: jsonForm };
  for (const [kind, form] of Object.entries(forms)) {
    pages.get(`/jobs.${kind}`, options.access.requires('read'), (context) =>
      answer(context, options, { name: `jobs.${kind}`, form, most }),
    );
  }
}

function answer(
  context: Context<WebEnv>,
  options: PageOptions,
  file: {
    name: string;
    form: (page: PageContext, most: number) => FileForm;
    most: number;
  },
): Response {
  const page = pageContext(context, options);
  const { timezone, now } = page;
  const targets = options.targets().map(({ name }) => name);
  const { filter, problems } = readJobQuery(context.req.queries(), { timezone, now, targets });
  // A file of other jobs than were asked for would be taken for the right one.
  if (problems.length > 0)
    return context.text(
      `${problems.map((problem) => page.words.pages.jobs.wrong[problem]).join('\n')}\n`,
      400,
    );
  const form = file.form(page, file.most);
  const body = toStream(piecesOf(options.store, { filter, form, most: file.most }));
  return context.body(body, 200, {
    'Content-Type': form.contentType,
    'Content-Disposition': `attachment; filename="${file.name}"`,
  });
}

/** Rows of one query. Between two of them others get their turn, and no more is held than these. */
const PIECE = 500;

/** The jobs that are looked at for one piece at most. */
const BUDGET = 5_000;

async function* piecesOf(
  store: Store,
  { filter, form, most }: { filter: JobFilter; form: FileForm; most: number },
): AsyncGenerator<string> {
  yield form.head;
  let rows = 0;
  let from: Cursor | undefined;
  for (;;) {
    const direction = { towards: 'older' as const, from };
    const limit = Math.min(PIECE, most - rows);
    const { jobs, next } = await store.read((db) =>
      jobPage(db, { filter, direction, limit, budget: BUDGET }),
    );
    const begun = rows;
    yield jobs.map((job, index) => form.row(job, begun + index)).join('');
    rows += jobs.length;
    from = next;
    if (from === undefined || rows >= most) break;
  }
  yield form.end(from !== undefined && (await hasMore(store, { filter, from })));
}

/** Returns true when a wanted job stands behind a place. */
async function hasMore(store: Store, asked: { filter: JobFilter; from: Cursor }): Promise<boolean> {
  const direction = { towards: 'older' as const, from: asked.from };
  const { filter } = asked;
  const { jobs, next } = await store.read((db) =>
    jobPage(db, { filter, direction, limit: 1, budget: BUDGET }),
  );
  return jobs.length > 0 || (next !== undefined && (await hasMore(store, { filter, from: next })));
}

/** Makes the next piece only when the reader has taken the one before. */
function toStream(pieces: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      async cancel() {
        await pieces.return(undefined);
      },
    },
    { highWaterMark: 1 },
  );
}

const COLUMNS = [
  'target',
  ...LISTED_FIELDS.map(({ key }) => (key === 'creationTime' ? 'createdAt' : key)),
  'stateSince',
  'firstSeenAt',
  'changedAt',
] as const;

function csvForm(page: PageContext, most: number): FileForm {
  return {
    contentType: 'text/csv; charset=utf-8; header=present',
    // By this mark, spreadsheets know it for UTF-8.
    head: `\uFEFF${csvRow(COLUMNS)}`,
    row: (job) => {
      const fields = { ...toApiJob(job), code: errorCodeOf(job) };
      return csvRow(COLUMNS.map((column) => fields[column] ?? ''));
    },
    end: (isCut) =>
      isCut
        ? csvRow(COLUMNS.map((_, index) => (index === 0 ? page.words.pages.jobs.fileCut(most) : '')))
        : '',
  };
}

function jsonForm(): FileForm {
  return {
    contentType: 'application/json',
    head: '{"items":[',
    row: (job, index) => `${index === 0 ? '' : ','}\n${JSON.stringify(toApiJob(job))}`,
    end: (isCut) => `\n],"isCut":${isCut}}\n`,
  };
}
