import { expect, it } from 'vitest';
import { BatchwatchProcess, MAIN } from '../../support/process/batchwatch-process.ts';
import { openBlackHole } from '../../support/network/black-hole.ts';
import { startFixture } from '../../support/process/fixture.ts';

/** Says on standard output that memory is collected, and how, in place of collecting it. */
const COLLECTOR = `data:text/javascript,${encodeURIComponent(
  `globalThis.gc = (how) => console.log(JSON.stringify({ level: 'info', msg: 'collected', ...how }));`,
)}`;
const program = ['--import', COLLECTOR, MAIN];

it('gives memory back once when the first read has ended', async () => {
  await using fixture = await startFixture();
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await daemon.times('poll complete', 2);
  const collected = () => daemon.lines.filter(({ msg }) => msg === 'collected');
  expect(collected()).toMatchObject([{ type: 'major', flavor: 'last-resort' }]);
  const messages = daemon.lines.map(({ msg }) => msg);
  expect(messages.indexOf('poll complete')).toBeLessThan(messages.indexOf('collected'));
  daemon.signal('SIGHUP');
  await daemon.line('configuration reloaded');
  await daemon.times('poll complete', 3);
  expect(collected()).toHaveLength(1);
});

it('gives no memory back while the first read lasts', async () => {
  await using fixture = await startFixture();
  await using hole = await openBlackHole('never answers');
  fixture.configure({ target: { endpoint: `http://127.0.0.1:${hole.port}` } });
  await using daemon = new BatchwatchProcess(['run', '--config', fixture.config], { program });
  await hole.met;
  // A start has done its first work by then.
  await daemon.metric('process_start_time_seconds');
  expect(daemon.lines.filter(({ msg }) => msg === 'collected')).toEqual([]);
});
