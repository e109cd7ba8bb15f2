import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { resendEntries } from '../../../src/store/outbox/resend.ts';
import { sampleMessage } from '../../support/mail/sample-message.ts';
import { refuseUpdates } from '../../support/store/refuse-updates.ts';
import { DeliveryFixture } from '../../support/outbox/delivery-fixture.ts';
import type { Fate } from '../../support/outbox/scripted-channel.ts';

const FIRST = '<1.1@batchwatch.example.com>';
const MERGED = '2+3+4';

/** A delivery whose rate keeps three messages back, so that the second message stands for all of them. */
class MergedFixture extends DeliveryFixture {
  /** @param fates of the merged message, offer by offer. Afterwards all is taken. */
  static async begin(...fates: readonly Fate[]): Promise<MergedFixture> {
    const fixture = new MergedFixture();
    fixture.channel.maxPerMinute = 1;
    fixture.channel.merge = (messages) =>
      sampleMessage({ messageId: messages.map(({ messageId }) => messageId.slice(1, 2)).join('+') });
    fixture.channel.fates.push('delivered', ...fates);
    fixture.start();
    for (let message = 0; message < 4; message += 1) await fixture.notify('a@x');
    return fixture;
  }

  get offers(): readonly string[] {
    return this.channel.offers.map(({ messageId }) => messageId);
  }

  /** The states of the entries, and when each is due again, as far as they differ. */
  async fates(): Promise<readonly unknown[]> {
    const entries = await this.entries();
    const merged = entries.slice(1).map((entry) => ({
      state: entry.state,
      due: entry.state === 'pending' ? entry.next_attempt_at - this.clock.now() : undefined,
      heldBy: entry.held_by ?? undefined,
      unanswered: entry.unanswered,
    }));
    return [...new Map(merged.map((fate) => [JSON.stringify(fate), fate])).values()];
  }
}

describe('a merged message', () => {
  it.each(['lost-before', 'lost-after'] as const)(
    'whose process dies (%s) goes out once more as the same message',
    async (fate) => {
      await using fixture = await MergedFixture.begin(fate);
      await fixture.clock.advance(MINUTE);
      await fixture.restart();
      await fixture.clock.advance(5 * MINUTE);
      expect(fixture.offers).toEqual([FIRST, MERGED, MERGED]);
      expect(await fixture.fates()).toEqual([{ state: 'sent', unanswered: 0 }]);
    },
  );

  it.each([2, 3, 4])(
    'goes out once more as the same message when the process stops before entry %d is recorded',
    async (entry) => {
      await using fixture = await MergedFixture.begin();
      {
        const when = `NEW.id = ${entry} AND OLD.state = 'claimed'`;
        await using _ = await refuseUpdates(fixture.store, { table: 'outbox', when });
        await fixture.clock.advance(MINUTE);
        expect(await fixture.fates()).toEqual([{ state: 'claimed', unanswered: 0 }]);
        await fixture.stop();
      }
      await fixture.restart();
      await fixture.clock.advance(5 * MINUTE);
      expect(fixture.offers).toEqual([FIRST, MERGED, MERGED]);
      expect(await fixture.fates()).toEqual([{ state: 'sent', unanswered: 0 }]);
    },
  );

  it.each([
    ['temporary', 'us'],
    ['blamed', 'us'],
    ['mailbox-full', 'recipient'],
  ] as const)('that is not taken (%s) is offered again as the same message', async (fate, heldBy) => {
    await using fixture = await MergedFixture.begin(fate);
    await fixture.clock.advance(MINUTE);
    expect(await fixture.fates()).toEqual([{ state: 'pending', due: 5 * SECOND, heldBy, unanswered: 0 }]);
    await fixture.clock.advance(5 * MINUTE);
    expect(fixture.offers).toEqual([FIRST, MERGED, MERGED]);
    expect(await fixture.fates()).toEqual([{ state: 'sent', unanswered: 0 }]);
  });

  it('that never reached the other side takes along later messages', async () => {
    await using fixture = await MergedFixture.begin('channel-wide');
    await fixture.clock.advance(MINUTE);
    await fixture.notify('a@x');
    await fixture.clock.advance(5 * MINUTE);
    expect(fixture.offers.slice(0, 2)).toEqual([FIRST, MERGED]);
    expect(new Set(fixture.offers.slice(2).join('+').match(/\d/g))).toEqual(new Set(['2', '3', '4', '5']));
  });

  it('that is not answered is repeated after the long pause as the same message', async () => {
    await using fixture = await MergedFixture.begin('unanswered');
    await fixture.clock.advance(11 * MINUTE + SECOND);
    expect(await fixture.fates()).toEqual([
      { state: 'pending', due: expect.any(Number), heldBy: 'unanswered', unanswered: 1 },
    ]);
    await fixture.clock.advance(HOUR);
    expect(fixture.offers).toEqual([FIRST, MERGED, MERGED]);
    expect(await fixture.fates()).toEqual([{ state: 'sent', unanswered: 1 }]);
  });

  it('that is not answered when the process dies is repeated as the same message', async () => {
    await using fixture = await MergedFixture.begin('unanswered');
    await fixture.clock.advance(2 * MINUTE);
    await fixture.restart();
    await fixture.clock.advance(HOUR);
    expect(fixture.offers).toEqual([FIRST, MERGED, MERGED]);
  });

  it('whose destination is refused gives all its entries up', async () => {
    await using fixture = await MergedFixture.begin('permanent');
    await fixture.clock.advance(5 * MINUTE);
    expect(fixture.offers).toEqual([FIRST, MERGED]);
    expect(await fixture.fates()).toEqual([{ state: 'dead', unanswered: 0 }]);
  });

  it('whose entries were given up is sent again by hand one by one', async () => {
    await using fixture = await MergedFixture.begin('permanent');
    await fixture.clock.advance(MINUTE);
    const sending = { ids: [2, 4], by: 'ada', at: fixture.clock.now() };
    await fixture.store.write((trx) => resendEntries(trx, sending));
    await fixture.clock.advance(5 * MINUTE);
    expect(fixture.offers.slice(2)).toEqual(['<2.1@batchwatch.example.com>', '<4.1@batchwatch.example.com>']);
  });

  it('whose text is refused is taken apart, and each part goes by itself', async () => {
    await using fixture = await MergedFixture.begin('text-refused', 'delivered', 'text-refused', 'delivered');
    await fixture.clock.advance(10 * MINUTE);
    expect(fixture.offers).toEqual([
      FIRST,
      MERGED,
      '<2.1@batchwatch.example.com>',
      '<3.1@batchwatch.example.com>',
      '<4.1@batchwatch.example.com>',
    ]);
    expect(await fixture.states()).toEqual(['a@x: sent', 'a@x: sent', 'a@x: dead', 'a@x: sent']);
  });

  it('that cannot be written is taken apart, and each part goes by itself', async () => {
    await using fixture = await MergedFixture.begin('broken');
    await fixture.clock.advance(10 * MINUTE);
    expect(fixture.offers).toEqual([
      FIRST,
      MERGED,
      '<2.1@batchwatch.example.com>',
      '<3.1@batchwatch.example.com>',
      '<4.1@batchwatch.example.com>',
    ]);
  });

  it('is repeated whole by a delivery that offers all that is due once', async () => {
    await using fixture = await MergedFixture.begin('temporary');
    await fixture.clock.advance(MINUTE);
    await fixture.stop();
    fixture.clock.setNow(fixture.clock.now() + 5 * MINUTE);
    expect(await fixture.delivery.drain(new AbortController().signal)).toBe(0);
    expect(fixture.offers).toEqual([FIRST, MERGED, MERGED]);
  });
});
