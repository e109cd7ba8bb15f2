import { startBenchFixture } from '../bench-fixture.ts';
import type { Figure } from '../figure.ts';
import { job, PAGE_SIZE } from '../jobs.ts';
import { startDaemonProcess, startReference } from '../measured-process.ts';
import { renderJob, renderPage } from '../../../src/demo/simulator/render.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { servePages } from '../serve-pages.ts';

const FLIPS = 30;
const GOALS = { median: 50, p95: 150 } as const;

/**
 * From the arrival of the request that first shows a job as Failed to the 250 of the mail about it: the
 * whole way less the wait for the tick. One page, a poll every second, a mail server that greets at once.
 */
export const flip: Figure = {
  name: 'flip',
  async measure(report) {
    await using fixture = await startBenchFixture();
    const { cloud, mailbox } = fixture;
    const created = Date.now() - 5 * MINUTE;
    for (let index = 0; index < PAGE_SIZE - 1; index += 1) {
      cloud.put(job(`f${index}x`, 'Running', created + index * 1000));
    }
    let asked: number | undefined;
    fixture.onRequest = () => (asked ??= performance.now());

    await using daemon = startDaemonProcess(fixture.config);
    await daemon.line('poll complete');
    const body = Buffer.from(renderPage(cloud.jobs.jobs().map(renderJob), '', 'request'));
    const served = { at: 0 };
    await using server = await servePages([body], () => (served.at = performance.now()));
    await using parts = startReference('notify-by-parts', {
      url: server.url,
      database: fixture.directory.file('reference.db'),
      smtpPort: mailbox.port,
    });
    await parts.line('ready');

    const took: number[] = [];
    const bare: number[] = [];
    for (let index = 0; index < FLIPS; index += 1) {
      const mail = mailbox.next();
      asked = undefined;
      cloud.move(job(`f${index}x`, 'Failed', created).jobId, 'Failed', {
        code: 'AccessDenied',
        endTime: Date.now(),
      });
      const notified = (await mail).at;
      took.push(notified - (asked ?? Number.NaN));
      await daemon.next('notification delivered');
      const bareMail = mailbox.next();
      parts.send('tell');
      bare.push((await bareMail).at - served.at);
    }
    const reference = {
      what: 'the parts, one after the other: fetch, parse, commit, nodemailer',
      samples: bare,
    };
    for (const judged of ['median', 'p95'] as const) {
      const goal = { atMost: GOALS[judged] };
      report({
        what: `flip to 250 less the wait, ${judged}`,
        unit: 'ms',
        judged,
        goal,
        samples: took,
        reference,
      });
    }
  },
};
