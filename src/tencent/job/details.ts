import { JOB_FIELDS } from '../../core/job/fields.ts';
import type { Job, JobDetails } from '../../core/job/job.ts';
import { oneLine } from '../request/faults.ts';
import { tagOfParameter } from './task-family.ts';
import { wordOf } from '../xml/bounded-text.ts';
import { readFragment } from '../xml/read-fragment.ts';
import { elementsNamed, textOf, type XmlElement } from '../xml/xml.ts';

/** Reads the raw `Input` and `Operation` of a job. Never throws; what cannot be read is empty. */
export function readDetails(job: Job): JobDetails {
  const input = readFragment(job.input);
  const operation = readOperation(job);
  const param = elementsNamed(operation, 'JobParam')[0] ?? {};
  // The list may leave both out of Operation and put them beside it (Go SDK, InventoryTriggerJobDetail).
  const queueId = wordOf(operation, 'QueueId') || besideOperation(job, 'QueueId');
  const tag = textOf(operation, 'Tag').trim() || besideOperation(job, 'Tag') || tagOf(param);
  const templateId = textOf(param, 'TemplateId').trim();
  const workflowIds = textOf(operation, 'WorkflowIds')
    .split(',')
    .map((id) => id.trim())
    .filter((id) => id !== '')
    .slice(0, MOST_WORKFLOWS);
  return {
    queueId,
    workflowIds,
    tag,
    templateId,
    userData: textOf(operation, 'UserData'),
    inputSummary: summarizeInput(input),
    operationSummary: oneLine(
      [
        tag,
        workflowIds.length > 0 ? `workflow ${workflowIds.join(', ')}` : '',
        templateId === '' ? '' : `template ${templateId}`,
        queueId === '' ? '' : `queue ${queueId}`,
      ]
        .filter((part) => part !== '')
        .join(', '),
      300,
    ),
  };
}

/** More are not looked at: each is compared with each glob of each rule. */
const MOST_WORKFLOWS = 100;

/** The raw `Operation` of a job; empty when it cannot be read. */
export function readOperation(job: Job): XmlElement {
  return readFragment(job.operation);
}

/** Reads an element of the row, whether the table of fields has it or not. */
function besideOperation(job: Job, element: string): string {
  const field = JOB_FIELDS.find((known) => known.element === element);
  return (field === undefined ? textOf(job.extra, element) : job[field.key]).trim();
}

/** The list may leave the tag out. Then the parameters have it. */
function tagOf(param: XmlElement): string {
  return (
    Object.keys(param)
      .map(tagOfParameter)
      .find((tag) => tag !== '') ?? ''
  );
}

function summarizeInput(input: XmlElement): string {
  const parts = ['Prefix', 'Manifest', 'UrlFile', 'Object']
    .map((name) => [name, textOf(input, name).trim()] as const)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `${name} ${value}`);
  return oneLine(parts.join(', '), 300);
}
