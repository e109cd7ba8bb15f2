import type { Language, Message } from '../../src/core/message/message.ts';
import { conditionWords } from '../../src/render/condition/condition-words.ts';
import { mergeMessages } from '../../src/render/chat/merge-messages.ts';
import { HOUR, MINUTE } from '../../src/platform/time.ts';
import { sampleMails } from './sample-mails.ts';
import { OPENED, story } from './sample-parts.ts';

/** What a chat gets, by kind: one message, or those of one incident in their order. */
export function sampleChats(language: Language): Readonly<Record<string, readonly Message[]>> {
  const mails = sampleMails(language);
  const of = (name: string): Message => {
    const found = mails[name];
    if (found === undefined) throw new Error(`no mail ${name}`);
    return found;
  };
  const failed = withAdvice(of('opening-many'), of('code-advice'));
  const burst = ['opening-many', 'opening-queue', 'condition', 'opening-one', 'resumed', 'partial-many'];
  return {
    opened: [failed],
    'opened-one': [withAdvice(of('opening-one'), of('code-advice'))],
    'paused-queue': [of('opening-queue')],
    'polling-failed': [of('condition')],
    'missing-job': [missingJob(of('condition'), language)],
    update: [{ ...of('update'), severity: 'warning' }],
    acknowledged: [of('update-all-open')],
    reminder: [of('reminder')],
    escalation: [of('escalation')],
    closed: [of('resumed')],
    'closed-in-part': [of('recovered')],
    baseline: [of('baseline')],
    merged: [mergeMessages(burst.map((name, at) => ({ ...of(name), incident: `01jd9x${at}m` })))],
    test: [of('test')],
    report: [report(of('test'), language)],
    incident: incident(failed, of('update-all-open'), of('manual')),
  };
}

/** One incident from its opening to its end. */
function incident(opened: Message, update: Message, closed: Message): readonly Message[] {
  return [
    opened,
    { ...update, messageId: numbered(2), createdAt: OPENED + 20 * MINUTE },
    { ...closed, messageId: numbered(3), createdAt: OPENED + 2 * HOUR + 10 * MINUTE },
  ];
}

const numbered = (place: number) => `<01jd9x2m-1.${place}@batchwatch.example.com>`;

function withAdvice(message: Message, { advice = [] }: Message): Message {
  const [first] = message.jobs;
  return { ...message, advice: advice.map((one) => ({ ...one, code: first?.code ?? one.code })) };
}

function missingJob(message: Message, language: Language): Message {
  const condition = conditionWords(language).missing({
    expectation: 'nightly-transcode',
    target: 'media',
    job: 'nightly-*',
    due: '2026-11-23 02:00:00',
    createBy: '2026-11-23 02:30:00',
    succeedBy: '2026-11-23 06:00:00',
    came: '',
  });
  return { ...message, title: condition.title, story: story({ jobs: 0, totals: [], condition }) };
}

function report(message: Message, language: Language): Message {
  const text = conditionWords(language).report({
    since: '2026-11-22 09:00:00',
    polls: 2_880,
    jobs: 412,
    oldest: { state: 'Pause', since: '2026-11-22 22:14:06', target: 'media' },
    open: [],
    uncovered: { paused: 0, failed: 2 },
  });
  return { ...message, kind: 'report', report: text };
}
