import { missingAction } from '../../core/job/fact-fault.ts';
import type { Message, MessageJob } from '../../core/message/message.ts';
import type { QueueFact } from '../../core/job/queue-fact.ts';
import { formatLocal, MINUTE } from '../../platform/time.ts';
import { cutText } from '../../platform/text/cut-text.ts';
import { wholeName } from './job-facts.ts';
import { visibleProse } from '../../platform/text/visible-text.ts';
import { wordsOf } from '../locale.ts';

/** What the API told, or why it could not be asked, about the cause; one sentence each. */
export function factNotes(message: Message, listed: readonly MessageJob[]): readonly string[] {
  const unasked = listed.filter(({ objects }) => objects?.kind === 'not-asked').length;
  const { notAskedOthers } = wordsOf(message.language).facts.objects;
  return [
    ...(message.story?.queues ?? []).map((queue) => queueNote(queue, message)),
    ...(unasked === 0 ? [] : [notAskedOthers(unasked)]),
  ];
}

/** What was asked longer ago than this is dated: much may have happened since. */
const DATED_AFTER = 2 * MINUTE;

function queueNote(queue: QueueFact, { timezone, createdAt, language }: Message): string {
  const words = wordsOf(language);
  const { facts } = words;
  const id = wholeName(queue.queueId);
  const name = cutText(visibleProse(queue.name), 128);
  const called = name === '' ? id : facts.queue.called(name, id);
  const { fault, state, updatedAt, askedAt } = queue;
  if (fault !== undefined) {
    const code = cutText(visibleProse(fault.code), 80);
    return facts.queue.notAsked(
      called,
      facts.fault({ code, kind: fault.kind, action: missingAction('queues', fault) }),
    );
  }
  if (state === '') return facts.queue.notFound(called, words.list(queue.lists ?? ['/queue']));
  return facts.queue.known({
    queue: called,
    state: cutText(visibleProse(state), 64),
    changed: updatedAt === undefined ? undefined : formatLocal(updatedAt, timezone),
    asked: createdAt - askedAt < DATED_AFTER ? undefined : formatLocal(askedAt, timezone),
  });
}
