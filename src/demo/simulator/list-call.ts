import { parseApiTime } from '../../core/job/api-time.ts';
import type { Instant } from '../../platform/time.ts';
import { readSize, readStates } from './list-parameters.ts';
import { invalidArgument, type Refusal } from './refusal.ts';
import type { Tokens } from './tokens.ts';
import type { Position, SimulatedJobs, JobFilters } from './simulated-jobs.ts';

export interface ListAnswer {
  rows: readonly string[];
  nextToken: string;
}

/**
 * Answers the list call by the vendor's page: `size` 10 by default and 100 at most, filters ANDed, bounds on
 * the creation time inclusive. An unknown parameter value or token is InvalidArgument.
 */
export function answerList(
  query: Readonly<Record<string, string>>,
  service: { jobs: SimulatedJobs; tokens: Tokens<Position>; tokenOnLastPage: boolean },
): ListAnswer | Refusal {
  const size = readSize(query['size']);
  if (size === undefined) return invalidArgument('size');
  const filters = readFilters(query);
  if (typeof filters === 'string') return invalidArgument(filters);
  const token = query['nextToken'] ?? '';
  const after = token === '' ? undefined : service.tokens.meaningOf(token);
  if (token !== '' && after === undefined) return invalidArgument('nextToken');
  const { rows, next, last } = service.jobs.slice(filters, size, after);
  const position = next ?? (service.tokenOnLastPage ? last : undefined);
  return { rows, nextToken: position === undefined ? '' : service.tokens.issue(position) };
}

/** The filters, or the name of the parameter that is wrong. */
function readFilters(query: Readonly<Record<string, string>>): JobFilters | string {
  const { orderByTime = 'Desc', states, type, name, workflowId, jobId } = query;
  if (orderByTime !== 'Asc' && orderByTime !== 'Desc') return 'orderByTime';
  if (type !== undefined && type !== 'Workflow' && type !== 'Job') return 'type';
  const wanted = readStates(states);
  if (wanted === undefined) return 'states';
  const from = readBound(query['startCreationTime']);
  const until = readBound(query['endCreationTime']);
  if (from === null) return 'startCreationTime';
  if (until === null) return 'endCreationTime';
  return {
    order: orderByTime,
    states: wanted === 'all' ? undefined : wanted,
    type,
    name,
    workflowId,
    jobId,
    from,
    until,
  };
}

function readBound(text: string | undefined): Instant | undefined | null {
  return text === undefined ? undefined : (parseApiTime(text) ?? null);
}
