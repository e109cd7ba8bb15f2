import { leaf, renderQueue, renderResponse } from './render.ts';
import { invalidArgument, type Refusal } from './refusal.ts';
import type { SimulatedQueue } from './simulated-queue.ts';

/** Answers `GET /queue`, or another list: its queues of up to ten ids, or all of them, and the ids that are none. */
export function answerQueues(
  query: Readonly<Record<string, string>>,
  { all, list }: { all: ReadonlyMap<string, SimulatedQueue>; list: string },
  requestId: string,
): string | Refusal {
  const queues = new Map([...all].filter(([, queue]) => (queue.list ?? '/queue') === list));
  const ids = query['queueIds']?.split(',') ?? [...queues.keys()];
  if (query['queueIds'] !== undefined && ids.length > 10) return invalidArgument('queueIds');
  const known = ids.flatMap((id) => queues.get(id) ?? []);
  const unknown = ids.filter((id) => !queues.has(id)).map((id) => leaf('NonExistPIDs', id));
  return renderResponse(requestId, [
    leaf('TotalCount', String(known.length)),
    leaf('PageNumber', query['pageNumber'] ?? '1'),
    leaf('PageSize', query['pageSize'] ?? '10'),
    ...known.map(renderQueue),
    ...unknown,
  ]);
}
