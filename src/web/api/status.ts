import { createRoute, z } from '@hono/zod-openapi';
import { statusView } from '../../store/views/status-view.ts';
import { targetStates } from '../../store/views/target-states.ts';
import type { Api, ApiParts } from './api-parts.ts';
import { apiTime, toApiTime, toApiTimeIfAny } from './api-time.ts';

const count = (description: string) => z.int().min(0).openapi({ description });

const statusJson = z
  .object({
    version: z.string(),
    revision: z.string().openapi({ description: 'Of the source that it was built from.' }),
    node: z.string().openapi({ description: 'Version of Node.js that it runs by.' }),
    startedAt: apiTime,
    language: z.string().openapi({ description: 'In which people are told (BCP 47).' }),
    timezone: z.string().openapi({ description: 'In which people are shown times (IANA).' }),
    ready: z.boolean().openapi({ description: 'What `/readyz` says.' }),
    reasons: z.array(z.string()).openapi({ description: 'What keeps it from being ready.' }),
    targets: z.object({
      up: count('Their last poll was complete.'),
      failing: count('Their last poll failed.'),
      unpolled: count('They were never polled.'),
    }),
    incidents: z.object({ open: count('Nobody has them.'), acknowledged: count('Somebody has them.') }),
    outbox: z.object({
      waiting: count('Entries still to be delivered.'),
      dead: count('Entries given up; they can be resent.'),
      oldestWaitingAt: apiTime
        .optional()
        .openapi({ description: 'When the oldest that waits was made; absent when none does.' }),
    }),
  })
  .openapi('Status');

/** How the program itself is, in one answer. */
export function addStatus(api: Api, parts: ApiParts): void {
  const { access, store } = parts;
  const route = createRoute({
    method: 'get',
    path: '/status',
    operationId: 'readStatus',
    summary: 'Whether all is well, in a few numbers',
    tags: ['status'],
    middleware: [access.requires('read')],
    responses: {
      200: { description: 'The status.', content: { 'application/json': { schema: statusJson } } },
    },
  });
  api.openapi(route, async (context) => {
    const reasons = await parts.unready();
    const names = parts.targets().map(({ name }) => name);
    const { targets, incidents, outbox } = await store.read(async (db) => ({
      ...(await statusView(db)),
      targets: await targetStates(db, names),
    }));
    const { oldestWaitingAt, ...entries } = outbox;
    const { language, timezone } = parts.manners();
    const { version, revision, node } = parts.build;
    const status: z.infer<typeof statusJson> = {
      version,
      revision,
      node,
      startedAt: toApiTime(parts.startedAt),
      language,
      timezone,
      ready: reasons.length === 0,
      reasons: [...reasons],
      targets: { ...targets },
      incidents: { ...incidents },
      outbox: { ...entries, oldestWaitingAt: toApiTimeIfAny(oldestWaitingAt) },
    };
    return context.json(status, 200);
  });
}
