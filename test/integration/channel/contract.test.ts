import { Writable } from 'node:stream';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { CHANNELS } from '../../../src/channel/channels.ts';
import { MINUTE, SECOND } from '../../../src/platform/time.ts';
import { ChannelRun, messageOf, putInOutbox } from '../../support/contract/channel-run.ts';
import { killAfterAnswer } from '../../support/contract/kill-after-answer.ts';
import {
  ANSWER_CASES,
  type ContractAnswer,
  type ContractCase,
  type ContractSubject,
  type Offered,
  OTHER_CASES,
} from '../../support/contract/subject.ts';
import { arrivalOf } from '../../support/contract/arrival-of.ts';
import { CONTRACT_SUBJECTS } from '../../support/contract/subjects.ts';
import { WebOverStore } from '../../support/http/web-over-store.ts';
import { sampleJob, sampleMessage } from '../../support/mail/sample-message.ts';
import { TemporaryStore } from '../../support/store/temporary-store.ts';
import { TestClock } from '../../support/test-clock.ts';

type Try = (subject: ContractSubject, one: ContractCase) => Promise<void>;

/** The contract: what every channel does in every case. */
const CASES: Readonly<Record<ContractCase, Try>> = {
  accepted: answering(({ verdict }) => expect(verdict).toMatchObject({ outcome: 'delivered' })),
  'refused for good': answering(({ verdict }) =>
    expect(verdict).toMatchObject({ outcome: 'permanent', reason: 'permanent' }),
  ),
  'throttled with Retry-After': answering(waits),
  'throttled without Retry-After': answering(waits),
  'unknown code': answering(holds),
  '{}': answering(mayHaveArrived),
  'HTML with 200': answering(mayHaveArrived),
  empty: answering(mayHaveArrived),
  hang: answering(mayHaveArrived),
  'reset after the request was written': answering(mayHaveArrived),
  oversize,
  'hostile text': hostileText,
  'SIGKILL between answer and record': killed,
  'two receivers with one destination': twoReceivers,
  'a secret that must not show': noSecret,
};

describe.each(CONTRACT_SUBJECTS)('$name', (subject) => {
  const cases = [...ANSWER_CASES, ...OTHER_CASES].filter((one) => subject.without[one] === undefined);
  it.each(cases)('%s', async (one) => await CASES[one](subject, one));
});

describe('the table of the contract', () => {
  it('has every channel', () => {
    const tried = new Set(CONTRACT_SUBJECTS.map(({ channel }) => channel));
    expect(tried).toEqual(new Set(CHANNELS.map(({ name }) => name)));
  });

  it.each(CONTRACT_SUBJECTS)('has every answer of $name, or the reason why there is none', (subject) => {
    const { answers, without } = subject;
    const empty = ANSWER_CASES.filter((one) => Object.keys(answers[one] ?? {}).length === 0);
    expect(empty.filter((one) => without[one] === undefined)).toEqual([]);
  });
});

interface Outcome extends Offered {
  subject: ContractSubject;
  says: string;
  answer: ContractAnswer;
}

/** Tries every answer that a channel has for the case. */
function answering(judge: (outcome: Outcome) => void): Try {
  return async (subject, one) => {
    const known = ANSWER_CASES.find((answerCase) => answerCase === one);
    const answers = known === undefined ? {} : (subject.answers[known] ?? {});
    for (const [says, answer] of Object.entries(answers)) {
      const offered = await answer.offer();
      expect(offered.arrived, `${says}: offered once`).toBeLessThanOrEqual(1);
      judge({ ...offered, subject, says, answer });
    }
  };
}

function waits({ verdict, answer: { pause = 0 }, says }: Outcome): void {
  expect(verdict, says).toMatchObject({ outcome: 'temporary', reason: 'rate_limited' });
  expect(verdict.outcome === 'temporary' ? (verdict.pause ?? 0) : -1, says).toBeGreaterThanOrEqual(pause);
}

/** What says in unknown words that it failed was not posted: it is tried again soon. */
function holds({ verdict, says }: Outcome): void {
  const concern: unknown = /^(?:987654|unheard.of)$/i.test(says) ? 'channel' : expect.any(String);
  expect(verdict, says).toMatchObject({ outcome: 'temporary', concern });
}

/** What may have arrived is not repeated every other minute, unless the other side recognises it. */
function mayHaveArrived({ verdict, says, subject }: Outcome): void {
  const concern = subject.isIdempotent ? 'channel' : 'unanswered';
  expect(verdict, says).toMatchObject({ outcome: 'temporary', concern, offered: true });
}

async function oversize(subject: ContractSubject): Promise<void> {
  const jobs = Array.from({ length: 300 }, (_, at) =>
    sampleJob({
      jobId: `b${String(at).padStart(32, '0')}`,
      name: '每日视频转码'.repeat(22).slice(0, 128),
      message: '模板不存在'.repeat(200),
    }),
  );
  const totals = [{ state: 'Failed', count: 300 }];
  const { story } = messageOf('i1');
  const acknowledgeUrl = 'http://localhost:9464/acknowledge?t=1';
  const message = messageOf('i1', {
    jobs,
    language: 'zh-CN',
    ...(story !== undefined && { story: { ...story, jobs: 300, totals, acknowledgeUrl } }),
  });
  const { text, links } = await arrivalOf(subject, message);
  expect(text).toContain('300');
  const left = /(?:另有|还有|其余|共)\s*(\d+)/.exec(text)?.[1];
  expect(Number(left), text.slice(-400)).toBeGreaterThanOrEqual(100);
  expect([text, ...links].join('\n')).toContain('http://localhost:9464/incidents/i1');
}

async function hostileText(subject: ContractSubject): Promise<void> {
  const plain = await arrivalOf(subject, messageOf('i1', { jobs: [sampleJob({ name: 'plain' })] }));
  for (const hostile of HOSTILE) {
    const job = sampleJob({ name: hostile, code: hostile, message: hostile });
    const { links, mentions } = await arrivalOf(subject, messageOf('i1', { jobs: [job] }));
    expect({ links, mentions }, hostile).toEqual({ links: plain.links, mentions: plain.mentions });
  }
}

const HOSTILE = [
  'https://evil.example.com/',
  'www.evil.example',
  '[click](http://evil.example.com)',
  '![click](evil)',
  '<http://evil.example.com|click>',
  '<a href="http://evil.example.com">click</a>',
  '<@U0123> <!channel> <#C0123>',
  '<@all> @all @13800000000 @所有人',
  '<at id=all></at><at user_id="all">all</at>',
  '<font color="warning">red</font>',
  '&lt;@all&gt; &#60;at id=all&#62;&#60;/at&#62;',
] as const;

async function killed({ name }: ContractSubject): Promise<void> {
  const arrived = (await kill()).get(name) ?? [];
  const about = (number: string) => arrived.filter(({ text }) => text.includes(number));
  expect([about('i1').length, about('i2').length, arrived.length]).toEqual([2, 1, 3]);
  // The same message: under its own id where the other side knows ids.
  expect(new Set(about('i1').map(({ key }) => key)).size).toBe(1);
  expect(about('i2')[0]?.key === undefined || about('i2')[0]?.key !== about('i1')[0]?.key).toBe(true);
}

let killing: ReturnType<typeof killAfterAnswer> | undefined;

/** One kill serves all channels. */
function kill(): ReturnType<typeof killAfterAnswer> {
  killing ??= killAfterAnswer();
  return killing;
}

async function twoReceivers(subject: ContractSubject): Promise<void> {
  const { createdAt } = sampleMessage();
  const clock = new TestClock(createdAt);
  await using temporary = new TemporaryStore(clock);
  const { store } = temporary;
  await using side = await subject.start(clock);
  const channels = side.channels(['oncall', 'lead']);
  const [channel] = channels;
  if (channel === undefined) throw new Error('no channel');
  expect(channels.length).toBe(1);
  const { maxPerMinute, maxPerSecond } = channel;
  for (let at = 0; at < maxPerMinute + 10; at += 1)
    await putInOutbox(
      store,
      channels,
      messageOf(`i${at}`, { receiver: at % 2 === 0 ? 'oncall' : 'lead', createdAt }),
    );
  {
    await using run = new ChannelRun(channels, { store, clock });
    await run.pass(MINUTE - SECOND);
    // What waits for the limit of a second is merged, so that of a minute is not reached.
    if (maxPerSecond === undefined) expect(side.arrived().length).toBe(maxPerMinute);
    else expect(side.arrived().length).toBeLessThan(maxPerMinute);
    await run.pass(15 * SECOND);
    expect(new Set(await run.states())).toEqual(new Set(['sent']));
  }
  expect(side.throttles()).toBe(0);
}

async function noSecret(subject: ContractSubject): Promise<void> {
  const { createdAt } = sampleMessage();
  const clock = new TestClock(createdAt);
  await using temporary = new TemporaryStore(clock);
  const { store } = temporary;
  await using side = await subject.startEcho(clock);
  const channels = side.channels();
  const printed: string[] = [];
  const log = pino(
    { level: 'trace' },
    new Writable({
      write(chunk: Buffer, _encoding, done) {
        printed.push(chunk.toString());
        done();
      },
    }),
  );
  for (const incident of ['i1', 'i2', 'i3'])
    await putInOutbox(store, channels, messageOf(incident, { createdAt }));
  {
    await using run = new ChannelRun(channels, { store, clock, log });
    await run.pass(2 * MINUTE);
  }
  await using web = await WebOverStore.start({ store, clock });
  const pages = ['/api/v1/notifications', '/api/v1/status', '/notifications', '/notifications/1'];
  const shown = await Promise.all(pages.map(async (path) => (await web.page(path)).html));
  const kept = await store.read((db) => db.selectFrom('attempt').selectAll().execute());
  expect(kept.length).toBeGreaterThan(1);
  // What held the secret is kept without it.
  expect(kept.some(({ response }) => response?.includes('***'))).toBe(side.echoed().includes('s3cr3t'));
  expect(JSON.stringify([printed, shown, kept, channels.map(({ recipient }) => recipient)])).not.toMatch(
    /s3cr3t|czNjcjN0/,
  );
}
