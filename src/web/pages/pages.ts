import { Hono } from 'hono';
import type { WebEnv } from '../access/principal.ts';
import { addApiReference } from './api-reference.ts';
import { addConfiguration } from './configuration.ts';
import { addIncident } from './incident.ts';
import { addIncidents } from './incidents.ts';
import { addJob } from './job.ts';
import { addJobs } from './jobs.ts';
import { addNotifications } from './notifications.ts';
import { addNow } from './now.ts';
import { addNowhere } from './nowhere.ts';
import { PAGE_HEADERS } from './page-frame.ts';
import { addSilences } from './silences.ts';
import { addTargets } from './targets.ts';
import type { Pages, PageParts } from './page-parts.ts';

/** The pages for people, all but those that a signed link in a mail opens. */
export function createPages(parts: PageParts): Pages {
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
    addSilences,
    addTargets,
    addConfiguration,
    addApiReference,
    addNowhere,
  ]) {
    add(pages, parts);
  }
  return pages;
}
