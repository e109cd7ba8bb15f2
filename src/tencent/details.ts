import type { Job, JobDetails } from '../core/job/job.ts';
import { oneLine } from './request/faults.ts';
import { tagOfParameter } from './task-family.ts';
import { createXmlReader, elementsNamed, textOf, XmlProblem, type XmlElement } from './xml/xml.ts';

const readXml = createXmlReader([]);

/** Reads the raw `Input` and `Operation` of a job. Never throws; what cannot be read is empty. */
export function readDetails(job: Job): JobDetails {
  const input = readFragment(job.input);
  const operation = readOperation(job);
  const param = elementsNamed(operation, 'JobParam')[0] ?? {};
  // The list may leave both out of Operation and put them beside it (Go SDK, InventoryTriggerJobDetail).
  const queueId = textOf(operation, 'QueueId').trim() || textOf(job.extra, 'QueueId').trim();
  const tag = textOf(operation, 'Tag').trim() || textOf(job.extra, 'Tag').trim() || tagOf(param);
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

/** The list may leave the tag out; then the parameters tell it. */
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

/** Inner XML has no root of its own. */
function readFragment(xml: string): XmlElement {
  if (xml.trim() === '') return {};
  try {
    return elementsNamed(readXml(`<Fragment>${xml}</Fragment>`), 'Fragment')[0] ?? {};
  } catch (error) {
    if (error instanceof XmlProblem) return {};
    throw error;
  }
}
