import { Hono } from 'hono';
import type { WebEnv } from '../auth/principal.ts';
import { addApiReference } from './api-reference.ts';
import { addConfiguration } from './configuration.ts';
import { addIncident } from './incident/incident.ts';
import { addIncidents } from './incidents/incidents.ts';
import { addJob } from './job/job.ts';
import { addJobs } from './jobs/jobs.ts';
import { addNotifications } from './notifications/notifications.ts';
import { addNow } from './now/now.ts';
import { addNowhere } from '../ui/nowhere.ts';
import { PAGE_HEADERS } from '../ui/page-frame.ts';
import { addReceivers } from './receivers/receivers.ts';
import { addSilences } from './silences/silences.ts';
import { addTargets } from './targets/targets.ts';
import type { Pages, PageOptions } from '../ui/page-options.ts';

/** The pages for people, all but those that a signed link in a mail opens. */
export function createPages(options: PageOptions): Pages {
  const pages = new Hono<WebEnv>();
  pages.use(async (context, next) => {
    await next();
    for (const [name, value] of Object.entries(PAGE_HEADERS)) context.header(name, value);
  });
  for (const add of [
    addNow,
    addIncidents,
    addIncident,
    addJobs,
    addJob,
    addNotifications,
    addReceivers,
    addSilences,
    addTargets,
    addConfiguration,
    addApiReference,
    addNowhere,
  ]) {
    add(pages, options);
  }
  return pages;
}
