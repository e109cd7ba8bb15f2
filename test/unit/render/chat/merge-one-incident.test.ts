import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MessageFallback } from '../../../../src/core/incident/message-fallback.ts';
import type { Message } from '../../../../src/core/message/message.ts';
import { chatContent } from '../../../../src/render/chat/chat-content.ts';
import { mergeMessages } from '../../../../src/render/chat/merge-messages.ts';
import { TENCENT_PAGES } from '../../../../src/tencent/advice/vendor-pages.ts';
import { messageOf } from '../../../support/contract/channel-run.ts';

const { createdAt: OPENED, story: STORY } = messageOf('a');
if (STORY === undefined) throw new Error('the sample is about an incident');

interface Told {
  receiver?: string;
  /** Seconds after the opening. */
  after?: number;
  fallback?: MessageFallback['reason'] | undefined;
  language?: Message['language'];
}

const told = (incident: string, { receiver = 'oncall', after = 0, fallback, language }: Told = {}) => ({
  ...messageOf(incident, {
    receiver,
    messageId: `<${incident}-${receiver}.${after}@batchwatch.example.com>`,
    createdAt: OPENED + after * 1_000,
  }),
  ...(fallback !== undefined && {
    fallback: { reason: fallback, receiver: 'night', channel: 'wecom', waited: 0 },
  }),
  ...(language !== undefined && { language }),
});

const opening = told;
const update = (incident: string, to?: Told): Message => ({
  ...told(incident, to),
  kind: 'update',
  story: { ...STORY, jobs: 3, added: 2, totals: [{ state: 'Failed', count: 3 }] },
});
const acknowledged = (message: Message): Message => ({
  ...message,
  story: { ...STORY, ...message.story, acknowledged: { by: 'alice', at: OPENED } },
});
const closing = (incident: string, to?: Told): Message => ({
  ...told(incident, to),
  kind: 'closing',
  story: { ...STORY, state: 'closed', closed: { reason: 'manual', at: OPENED } },
});
const other = opening('other', { receiver: 'media' });

/** The line of each incident, as a chat shows it. */
function linesOf(...messages: Message[]): readonly string[] {
  const { parts } = chatContent(mergeMessages(messages), { jobs: 3, prose: 600 }, TENCENT_PAGES);
  return parts.map(({ label, url }) => `${/incidents\/(.*)$/.exec(url)?.[1] ?? url}: ${label}`);
}

function titleOf(...messages: Message[]): string | undefined {
  return mergeMessages(messages).report?.title.split(':')[0];
}

const FAILED = 'Failed: nightly-transcode (media)';
const ENDED = 'Resolved manually';
const OTHER = `other: ${FAILED}, unacknowledged`;

describe('several messages in one', () => {
  it.each<[string, Message[], string]>([
    [
      'the same update for several receivers once',
      [opening('a'), opening('a', { receiver: 'lead' }), opening('a', { receiver: 'media', after: 1 })],
      `a: ${FAILED}, unacknowledged`,
    ],
    [
      'the newest state, for whichever receiver',
      [acknowledged(opening('a', { after: 2 })), opening('a', { receiver: 'lead' })],
      `a: ${FAILED}, acknowledged by alice`,
    ],
    [
      'the newest update first, then the one before it',
      [opening('a'), update('a', { receiver: 'lead', after: 9 })],
      `a: 3 jobs failed (+2) (media), unacknowledged, before: ${FAILED}`,
    ],
    [
      'an end first, though an older update went out later',
      [closing('a'), update('a', { receiver: 'lead', after: 9 }), opening('a', { receiver: 'media' })],
      `a: Resolved manually: nightly-transcode (media), before: ${FAILED}, before: 3 jobs failed (+2) (media)`,
    ],
    [
      'that one of its messages comes in place of another receiver',
      [opening('a'), opening('a', { receiver: 'lead', fallback: 'given-up', after: 9 })],
      `a: ${FAILED}, unacknowledged, in place of night`,
    ],
    [
      'the state of its own message, not the older one that a fallback repeats',
      [opening('a', { receiver: 'lead', fallback: 'waited', after: 9 }), closing('a')],
      `a: Resolved manually: nightly-transcode (media), in place of night, before: ${FAILED}`,
    ],
    [
      'that a receiver gets messages again, in words alone',
      [opening('a'), told('a', { receiver: 'lead', fallback: 'free', after: 9 })],
      `a: ${FAILED}, unacknowledged, night gets messages again`,
    ],
  ])('say of an incident %s', (_what, messages, line) => {
    expect(linesOf(...messages, other)).toEqual([line, OTHER]);
  });

  it('keep the place of the first message about each incident', () => {
    const lines = linesOf(opening('a'), other, opening('b'), opening('a', { receiver: 'lead' }));
    expect(lines.map((line) => line.split(':')[0])).toEqual(['a', 'other', 'b']);
  });

  it('have a line in each language of an incident', () => {
    const inChinese = opening('a', { receiver: 'lead', language: 'zh-CN' });
    expect(linesOf(opening('a'), inChinese)).toEqual([
      `a: ${FAILED}, unacknowledged`,
      'a: 失败：nightly-transcode（media），未认领',
    ]);
  });

  it('keep a test apart from the incident that it repeats', () => {
    const test: Message = {
      ...opening('t'),
      kind: 'test',
      test: { by: 'ada', of: { incident: 'a', kind: 'opening' } },
    };
    expect(linesOf(opening('a'), test)).toHaveLength(2);
  });

  it('are that message in full, when all of them say the same', () => {
    const first = opening('a');
    expect(mergeMessages([first, opening('a', { receiver: 'lead' })])).toMatchObject(first);
  });

  it('are counted by the lines that a reader sees', () => {
    expect(titleOf(opening('a'), opening('a', { receiver: 'lead' }), other)).toBe('2 messages in one');
    expect(titleOf(opening('a'), update('a', { receiver: 'lead' }))).toBe('Several messages in one');
  });

  it('name each incident in a line, and lose no update and no name', () => {
    const news = fc.constantFrom(opening, update, closing);
    const one = fc.record({
      make: news,
      incident: fc.constantFrom('a', 'b', 'c'),
      after: fc.nat(3),
      receiver: fc.constantFrom('oncall', 'lead', 'media'),
      fallback: fc.constantFrom(undefined, 'waited' as const, 'given-up' as const),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 10 }), (all) => {
        const messages = [...all.map(({ make, incident, ...to }) => make(incident, to)), other];
        const lines = linesOf(...messages);
        expect(lines).toHaveLength(new Set(messages.map(({ incident }) => incident)).size);
        for (const { incident, kind, fallback } of messages) {
          const line = lines.find((text) => text.startsWith(`${incident}: `)) ?? '';
          const said = kind === 'opening' ? FAILED : kind === 'update' ? '3 jobs failed (+2)' : ENDED;
          expect(line).toContain(said);
          if (fallback !== undefined) expect(line.split('in place of night')).toHaveLength(2);
        }
        for (const { incident } of messages.filter(({ kind }) => kind === 'closing'))
          expect(lines.find((text) => text.startsWith(incident))).toContain(`${incident}: ${ENDED}`);
      }),
    );
  });
});
