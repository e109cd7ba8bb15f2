import { renderJob, renderPage } from '../../../src/demo/simulator/render.ts';
import { endedJobs, PAGE_SIZE, type RowShape } from '../jobs.ts';
import { servePages, tokenOf } from '../serve-pages.ts';
import { onLine, optionsText, say } from './line.ts';

/** Serves ended jobs as pages rendered beforehand, so that what serving costs is nobody's figure. */
const { end, ...jobs } = JSON.parse(optionsText()) as { end: number; count: number; shape: RowShape };
const rows = [...endedJobs(end, jobs)].map(renderJob);
const count = Math.ceil(rows.length / PAGE_SIZE);
const bodies = Array.from({ length: count }, (_, page) => {
  const token = page + 1 < count ? tokenOf(page + 1) : '';
  const body = renderPage(rows.slice(page * PAGE_SIZE, (page + 1) * PAGE_SIZE), token, `request-${page}`);
  return Buffer.from(body);
});
const { url } = await servePages(bodies);
say('ready', { url, pages: count, bytes: bodies[0]?.length });
onLine(() => undefined);
