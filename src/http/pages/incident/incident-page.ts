import { html } from 'hono/html';
import type { IncidentDetail } from '../../../store/views/incident-detail.ts';
import { incidentActions } from './incident-actions.ts';
import { incidentDetails } from './incident-details.ts';
import { incidentHead } from './incident-head.ts';
import { incidentJobs } from './incident-jobs.ts';
import { incidentMails } from './incident-mails.ts';
import { incidentThread } from './incident-thread.ts';
import { incidentWhy } from './incident-why.ts';
import type { PageContext } from '../../ui/page-context.ts';
import { barPage } from '../../ui/page-frame.ts';
import type { Html } from '../../base/html.ts';
import { monitoringLine } from '../health/monitoring-line.ts';
import type { MonitoringState } from '../../health/monitoring-state.ts';
import { visibleText } from '../../../platform/text/visible-text.ts';

/** One incident: how it stands, what to do, why, which jobs, what happened, and who was notified how. */
export function incidentPage(
  { detail, monitoring }: { detail: IncidentDetail; monitoring: MonitoringState },
  context: PageContext,
): Html {
  return barPage(context, {
    title: visibleText(detail.incident.title, 120),
    current: 'incidents',
    body: html`${incidentHead(detail, { context, more: monitoringLine(monitoring, context) })}
    ${incidentActions(detail.incident, context)} ${incidentWhy(detail, context)}
    ${incidentDetails(detail, context)} ${incidentJobs(detail, context)} ${incidentThread(detail, context)}
    ${incidentMails(detail, context)}`,
  });
}
