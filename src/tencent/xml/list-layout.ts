import { textOf, type XmlElement } from './xml.ts';

/** The children of `Response` by which an answer is known as a list. */
export interface ListLayout {
  /** The element of a row. */
  rows: string;
  /** The node by which each row is known. */
  rowId: string;
  /** Leaf nodes that stand beside the rows, or alone where there are none. */
  leaves: readonly string[];
  /** Leaf nodes that may come more than once. */
  repeated: readonly string[];
}

/** Batch jobs, and the tasks of one (Tencent Cloud, CI, "Pulling Jobs in Batches"). */
export const JOB_LIST: ListLayout = {
  rows: 'JobsDetail',
  rowId: 'JobId',
  leaves: ['RequestId', 'NextToken'],
  repeated: ['NonExistJobIds'],
};

/** Every list of jobs. */
export const JOB_LISTS: readonly ListLayout[] = [JOB_LIST];

/** Queues of any family (Tencent Cloud, CI, "Searching Media Processing Queues"). */
export const QUEUE_LIST: ListLayout = {
  rows: 'QueueList',
  rowId: 'QueueId',
  leaves: ['RequestId', 'TotalCount', 'PageNumber', 'PageSize'],
  repeated: ['NonExistPIDs'],
};

/**
 * Returns why this answer is not such a list, or undefined when it is one. An empty list is believed only when it holds
 * nothing but what lists are documented with. Beside rows, nodes that are not documented are tolerated.
 */
export function findLayoutProblem(response: XmlElement, layout: ListLayout): string | undefined {
  const { rows, leaves, repeated } = layout;
  const broken = leaves.find((name) => Object.hasOwn(response, name) && typeof response[name] !== 'string');
  if (broken !== undefined) return `${broken} is not one text`;
  const long = leaves.find((name) => textOf(response, name).length > LONGEST_LEAF);
  if (long !== undefined) return `${long} is longer than ${LONGEST_LEAF / 1024} KiB`;
  if (Object.hasOwn(response, rows)) return undefined;
  const known = [...leaves, ...repeated];
  const foreign = Object.keys(response).find((name) => !known.includes(name) && !isPaging(response, name));
  if (foreign === '#text') return `Response holds text where ${rows} was expected`;
  if (foreign !== undefined) return `Response holds ${foreign.slice(0, 40)} where ${rows} was expected`;
  if (known.every((name) => !Object.hasOwn(response, name)))
    return `Response holds no ${known.join(', no ')}`;
  return undefined;
}

/** Tokens have up to 36 characters (Tencent Cloud's samples), and each is sent back in a URL. */
const LONGEST_LEAF = 4 * 1024;

/** Two ways in which lists of the service count. Neither speaks against an empty list. */
function isPaging(response: XmlElement, name: string): boolean {
  const count = response[name];
  return PAGING.has(name) && typeof count === 'string' && /^\d*$/.test(count.trim());
}

const PAGING: ReadonlySet<string> = new Set(['TotalCount', 'PageNumber', 'PageSize']);

/** Returns how many nodes beside the rows hold rows under another name. */
export function countForeignRows(response: XmlElement, { rows, leaves, rowId }: ListLayout): number {
  return Object.entries(response).filter(
    ([name, value]) => name !== rows && !leaves.includes(name) && holds(value, rowId),
  ).length;
}

function holds(value: XmlElement[string], name: string): boolean {
  return [value ?? []]
    .flat()
    .some(
      (one) =>
        typeof one === 'object' &&
        (textOf(one, name).trim() !== '' || Object.values(one).some((child) => holds(child, name))),
    );
}
