import { parseApiTime } from '../../core/job/api-time.ts';
import type { Queue } from '../../core/job/queue.ts';
import type { Api } from '../request/signed-api.ts';
import { boundedText, wordOf } from '../xml/bounded-text.ts';
import { bodyFault } from '../request/faults.ts';
import { QUEUE_LIST } from '../xml/list-layout.ts';
import { QUEUE_ACTIONS, type QueueList } from './task-family.ts';
import { elementsNamed, textOf, type XmlElement } from '../xml/xml.ts';

/** So many ids the queue call takes at once (Tencent Cloud, CI, "Searching Media Processing Queues"). */
const IDS_A_REQUEST = 10;

/**
 * Asks one list for the queues of these ids; one that does not stand in it is absent.
 * @throws SourceFault also when a row that may be one of them cannot be read.
 */
export async function readQueues(
  api: Api,
  { list, queueIds }: { list: QueueList; queueIds: readonly string[] },
  signal: AbortSignal,
): Promise<readonly Queue[]> {
  // A comma would make two ids of one.
  const asked = new Set(queueIds.filter((id) => id !== '' && !id.includes(',')));
  const queues = new Map<string, Queue>();
  for (const ids of inGroups([...asked], IDS_A_REQUEST)) {
    const { value } = await api.ask(
      {
        path: list,
        action: QUEUE_ACTIONS[list],
        // By default only one category is searched, and whole rows are promised only with both page numbers.
        params: {
          queueIds: ids.join(','),
          category: list === '/queue' ? 'CateAll' : undefined,
          pageNumber: '1',
          pageSize: String(IDS_A_REQUEST),
        },
        layout: QUEUE_LIST,
        read: readRows,
      },
      signal,
    );
    for (const queue of value.queues) if (asked.has(queue.queueId)) queues.set(queue.queueId, queue);
    const isMissing = ids.some((id) => !queues.has(id));
    if (isMissing && value.unreadable > 0) throw bodyFault('a queue of the list has no id or no state');
  }
  return [...queues.values()];
}

interface Rows {
  queues: readonly Queue[];
  /** The number of others, which may be any queue. */
  unreadable: number;
}

function readRows(response: XmlElement): Rows {
  const queues = elementsNamed(response, 'QueueList').flatMap((row) => readQueue(row) ?? []);
  return { queues, unreadable: [response['QueueList'] ?? []].flat().length - queues.length };
}

function inGroups<Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

/** Undefined for a row without id or state. */
function readQueue(row: XmlElement): Queue | undefined {
  const queueId = wordOf(row, 'QueueId');
  const state = wordOf(row, 'State');
  if (queueId === '' || state === '') return undefined;
  const updatedAt = parseApiTime(textOf(row, 'UpdateTime').trim());
  const concurrent = textOf(row, 'MaxConcurrent').trim();
  return {
    queueId,
    name: boundedText(row, 'Name', 'name'),
    state,
    ...(updatedAt === undefined ? {} : { updatedAt }),
    ...(/^\d{1,9}$/.test(concurrent) ? { maxConcurrent: Number(concurrent) } : {}),
  };
}
