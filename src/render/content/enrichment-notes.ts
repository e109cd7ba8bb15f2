import { missingAction } from '../../core/job/enrichment-fault.ts';
import type { Message, MessageJob } from '../../core/message/message.ts';
import type { QueueDetails } from '../../core/job/queue-details.ts';
import { formatLocal, MINUTE } from '../../platform/time.ts';
import { wholeName } from './job-details.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';

/** Returns the API's facts about the cause, or why it could not be asked; one sentence each. */
export function enrichmentNotes(message: Message, listed: readonly MessageJob[]): readonly string[] {
  const unasked = listed.filter(({ objects }) => objects?.kind === 'not-asked').length;
  const { notAskedOthers } = wordsOf(message.language).enrichment.objects;
  return [
    ...(message.story?.queues ?? []).map((queue) => queueNote(queue, message)),
    ...(unasked === 0 ? [] : [notAskedOthers(unasked)]),
  ];
}

/** An older answer is dated: much may have happened since. */
const DATED_AFTER = 2 * MINUTE;

function queueNote(queue: QueueDetails, { timezone, createdAt, language }: Message): string {
  const words = wordsOf(language);
  const { enrichment } = words;
  const id = wholeName(queue.queueId);
  const name = visibleProse(queue.name, 128);
  const called = name === '' ? id : enrichment.queue.called(name, id);
  const { fault, state, updatedAt, askedAt } = queue;
  if (fault !== undefined) {
    const code = visibleProse(fault.code, 80);
    return enrichment.queue.notAsked(
      called,
      enrichment.fault({ code, kind: fault.kind, action: missingAction('queues', fault) }),
    );
  }
  if (state === '') return enrichment.queue.notFound(called, words.list(queue.lists ?? ['/queue']));
  return enrichment.queue.known({
    queue: called,
    state: visibleProse(state, 64),
    changed: updatedAt === undefined ? undefined : formatLocal(updatedAt, timezone),
    asked: createdAt - askedAt < DATED_AFTER ? undefined : formatLocal(askedAt, timezone),
  });
}
