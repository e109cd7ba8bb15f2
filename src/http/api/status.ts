import type { z } from '@hono/zod-openapi';
import { toIso } from '../../platform/time.ts';
import { withIsoTimes } from '../../platform/iso-times.ts';
import { sumUncovered, uncoveredJobs } from '../../store/jobs/uncovered-jobs.ts';
import { openSummary } from '../../store/views/incident-lists.ts';
import { statusView } from '../../store/views/status-view.ts';
import { levelOf } from '../health/level.ts';
import { monitoringState, type MonitoringState } from '../health/monitoring-state.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { statusJson } from './json/status-json.ts';
import { readRoute } from './routes.ts';

/** Adds the status of the program itself. */
export function addStatus(api: Api, options: ApiOptions): void {
  const route = readRoute(options.access, {
    path: '/status',
    operationId: 'readStatus',
    summary: 'Whether all is well, in a few numbers',
    request: {},
    answer: ['The status.', statusJson],
  });
  api.openapi(route, async (context) => context.json(await readStatus(options), 200));
}

async function readStatus(options: ApiOptions): Promise<z.input<typeof statusJson>> {
  const reasons = await options.unready();
  const names = options.targets().map(({ name }) => name);
  const now = options.clock.now();
  const monitoring = await monitoringState(options, now);
  const { incidents, outbox, uncovered, summary } = await options.store.read(async (db) => ({
    ...(await statusView(db)),
    summary: await openSummary(db),
    uncovered: await uncoveredJobs(db, { targets: names, now }),
  }));
  const { language, timezone } = options.display();
  const { version, revision, node } = options.build;
  return {
    version,
    revision,
    node,
    startedAt: toIso(options.startedAt),
    language,
    timezone,
    receivers: [...options.receivers()],
    ready: reasons.length === 0,
    reasons: [...reasons],
    targets: targetCounts(monitoring),
    allClear: levelOf({ summary, monitoring, uncovered }) === 'clear',
    problems: [...monitoring.troubles],
    uncovered: {
      ...sumUncovered(uncovered),
      reasons: uncovered.map(({ target, state, why, jobs }) => ({ target, state, reason: why, jobs })),
    },
    incidents: { ...incidents },
    outbox: withIsoTimes(outbox, 'oldestWaitingAt'),
  };
}

/** Each target counts once. */
function targetCounts({ targets }: MonitoringState) {
  const all = (is: (target: MonitoringState['targets'][number]) => boolean) => targets.filter(is).length;
  return {
    up: all(({ state }) => state === 'fresh'),
    failing: all(({ failing }) => failing !== undefined),
    overdue: all(({ state, failing }) => state === 'overdue' && failing === undefined),
    unpolled: all(({ state }) => state === 'not-yet'),
  };
}
