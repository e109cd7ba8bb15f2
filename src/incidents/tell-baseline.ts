import { composeBaseline } from '../alerts/compose-message.ts';
import { MAX_LISTED_JOBS, type MessageTarget } from '../alerts/message.ts';
import { baselineJobs, baselineNews, bindBaseline, suppressBaseline } from '../store/baseline-news.ts';
import { addNotification } from '../store/notifications.ts';
import type { WriteTransaction } from '../store/store.ts';
import type { Pass } from './context.ts';

/** Makes what a target's first read found into one summary per receiver. It opens no incident: most of it is old. */
export async function tellBaseline(trx: WriteTransaction, target: MessageTarget, pass: Pass): Promise<void> {
  const { now, letterhead, details, tally } = pass;
  for (const news of await baselineNews(trx, target.name)) {
    const of = { target: target.name, receiver: news.receiver };
    const receiver = pass.receivers.get(news.receiver);
    if (receiver === undefined) {
      tally.count('receiver-removed', await suppressBaseline(trx, of));
      continue;
    }
    const jobs = await baselineJobs(trx, { ...of, limit: MAX_LISTED_JOBS, details });
    const message = composeBaseline(
      { ...news, incident: pass.newIncident(), target, jobs },
      { letterhead, receiver, now },
    );
    const notification = await addNotification(trx, {
      message,
      channel: receiver.channel,
      detectedAt: news.detectedAt,
    });
    await bindBaseline(trx, { ...of, notification });
    tally.notifications += 1;
  }
}
