import type { Job } from '../../core/job/job.ts';
import { countForeignRows, JOB_LISTS, type ListLayout } from './list-layout.ts';
import { readJob } from './read-job.ts';
import { readRow } from './read-row.ts';
import { createXmlReader, elementsNamed, textOf, XmlProblem, type XmlElement } from './xml.ts';

/** The content of a body: the answer, an error of the service, or nothing readable. */
type ParsedAnswer =
  | { kind: 'response'; response: XmlElement }
  | { kind: 'error'; error: ServiceError }
  | { kind: 'malformed'; problem: string };

export interface ParsedPage {
  jobs: readonly Job[];
  /** Rows without a usable `JobId` or `State`, or under another name, left out of `jobs`. */
  skippedRows: number;
  /** Opaque; empty when the body has none. */
  nextToken: string;
  /** Empty in the layout of 2022. */
  requestId: string;
}

/** The service's own words, untouched; absent nodes are empty. */
export interface ServiceError {
  code: string;
  message: string;
  requestId: string;
}

/** Rows of jobs are kept raw, for `readRow`. */
const readXml = createXmlReader(JOB_LISTS.map(({ rows }) => `Response.${rows}`));

/**
 * Reads the body of an answer, whatever the call. Never throws. A body that is cut off or not
 * well-formed to its last byte is malformed, however much of it could be read.
 */
export function parseAnswer(text: string): ParsedAnswer {
  let document: XmlElement;
  try {
    document = readXml(text);
  } catch (error) {
    if (!(error instanceof XmlProblem)) throw error;
    return { kind: 'malformed', problem: error.message };
  }
  const [root = ''] = Object.keys(document);
  const [element] = elementsNamed(document, root);
  // An element without children reads as its text; blank text is an empty element.
  if (element === undefined && textOf(document, root).trim() !== '') {
    return { kind: 'malformed', problem: `the root element ${root.slice(0, 40)} holds text only` };
  }
  if (root === 'Response') return readResponse(element ?? {});
  if (root === 'Error') return { kind: 'error', error: readError(element ?? {}) };
  return { kind: 'malformed', problem: `the root element is ${root.slice(0, 40)}, not Response` };
}

/** Some front ends put the error into a `Response`, also under status 200. */
function readResponse(response: XmlElement): ParsedAnswer {
  if (Object.hasOwn(response, 'Error')) {
    const [error] = elementsNamed(response, 'Error');
    return { kind: 'error', error: readError(error ?? { ...response, Code: textOf(response, 'Error') }) };
  }
  const refuses = Object.hasOwn(response, 'Code') && textOf(response, 'Code').trim() !== 'Success';
  return refuses ? { kind: 'error', error: readError(response) } : { kind: 'response', response };
}

/** Reads the rows of a list of jobs: batch jobs, or the tasks of one, which have the same nodes. */
export function readPage(response: XmlElement, layout: ListLayout): ParsedPage {
  const jobs: Job[] = [];
  let skippedRows = countForeignRows(response, layout);
  for (const row of [response[layout.rows] ?? []].flat()) {
    const job = typeof row === 'string' ? readJob(readRow(row)) : undefined;
    if (job === undefined) skippedRows += 1;
    else jobs.push(job);
  }
  const nextToken = textOf(response, 'NextToken');
  return {
    jobs,
    skippedRows,
    nextToken: nextToken.trim() === '' ? '' : nextToken,
    requestId: textOf(response, 'RequestId').trim(),
  };
}

function readError(error: XmlElement): ServiceError {
  return {
    code: textOf(error, 'Code').trim(),
    message: textOf(error, 'Message').trim(),
    requestId: textOf(error, 'RequestId').trim(),
  };
}
