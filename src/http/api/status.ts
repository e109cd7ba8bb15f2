import type { z } from '@hono/zod-openapi';
import { toIso } from '../../platform/time.ts';
import { sumUncovered, uncoveredJobs } from '../../store/jobs/uncovered-jobs.ts';
import { openSummary } from '../../store/views/incident-lists.ts';
import { levelOf } from '../health/level.ts';
import { monitoringState } from '../health/monitoring-state.ts';
import { readReplicas } from '../health/replicas.ts';
import { systemStatus } from '../health/system-status.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { statusJson, toSystemStatusJson } from './json/status-json.ts';
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
  const names = options.targets().map(({ name }) => name);
  const now = options.clock.now();
  const monitoring = await monitoringState(options, now);
  const { uncovered, summary } = await options.store.read(async (db) => ({
    summary: await openSummary(db),
    uncovered: await uncoveredJobs(db, { targets: names, now }),
  }));
  const replicas = await readReplicas(options);
  const { isShared } = options.leases;
  const status = await systemStatus({ ...options, monitoring, replicas, isShared });
  const { language, timezone } = options.display();
  const { version, revision, node } = options.build;
  return {
    ...toSystemStatusJson(status),
    version,
    revision,
    node,
    startedAt: toIso(options.startedAt),
    language,
    timezone,
    receivers: [...options.receivers()],
    allClear: levelOf({ summary, monitoring, uncovered }) === 'clear',
    uncovered: {
      ...sumUncovered(uncovered),
      reasons: uncovered.map(({ target, state, why, jobs }) => ({ target, state, reason: why, jobs })),
    },
  };
}
