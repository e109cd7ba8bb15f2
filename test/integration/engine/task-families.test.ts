import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { XmlTree } from '../../../src/demo/simulator/simulated-job.ts';
import { MINUTE } from '../../../src/platform/time.ts';
import { EnrichmentFixture, QUEUE } from '../../support/poll/enrichment-fixture.ts';

const isAt = (list: string) => (request: { path: string }) => request.path === list;
const always = { times: Number.POSITIVE_INFINITY };
const objects = { total: 10, failed: { NotFound: 3 } };

/** Tag, the lists of its queue and of its tasks, and the rights to ask them. */
const FAMILIES = [
  ['Transcode', '/queue', '/jobs', 'DescribeMediaQueues', 'DescribeMediaJobs'],
  ['VideoTag', '/queue', '/jobs', 'DescribeMediaQueues', 'DescribeMediaJobs'],
  ['PicProcess', '/picqueue', '/pic_jobs', 'DescribePicProcessQueues', 'DescribePicProcessJobs'],
  ['PosterProduction', '/picqueue', '/pic_jobs', 'DescribePicProcessQueues', 'DescribePicProcessJobs'],
  ['SpeechRecognition', '/asrqueue', '/asr_jobs', 'DescribeAsrQueues', 'DescribeAsrJobs'],
  ['Translation', '/ai_queue', '/ai_jobs', 'DescribeAiProcessQueues', 'DescribeAiProcessJobs'],
  ['WordsGeneralize', '/ai_queue', '/ai_jobs', 'DescribeAiProcessQueues', 'DescribeAiProcessJobs'],
  ['FileHashCode', '/file_queue', '/file_jobs', 'DescribeFileProcessQueues', 'DescribeFileProcessJobs'],
  ['FileUncompress', '/file_queue', '/file_jobs', 'DescribeFileProcessQueues', 'DescribeFileProcessJobs'],
  ['DocProcess', '/docqueue', '/doc_jobs', 'DescribeDocProcessQueues', 'DescribeDocProcessJobs'],
] as const;

async function paused(operation: XmlTree, list?: string): Promise<EnrichmentFixture> {
  const fixture = await EnrichmentFixture.start([]);
  if (list !== undefined)
    fixture.cloud.putQueue({
      queueId: QUEUE,
      name: 'q',
      state: 'Paused',
      updateTime: fixture.now - MINUTE,
      list,
    });
  fixture.put({ jobId: 'b1', state: 'Pause', operation: { QueueId: QUEUE, ...operation } });
  return fixture;
}

async function failed(operation: XmlTree, taskList: string): Promise<EnrichmentFixture> {
  const fixture = await EnrichmentFixture.start([]);
  fixture.put({ jobId: 'b1', state: 'Failed', code: 'X', objects, taskList, operation });
  return fixture;
}

const textOf = async (fixture: EnrichmentFixture) => (await fixture.mails())[0]?.text ?? '';

describe.each(FAMILIES)('a batch of %s', (Tag, queueList, taskList, queueRight, taskRight) => {
  it(`is paused: its queue is asked for in ${queueList} alone`, async () => {
    await using fixture = await paused({ Tag }, queueList);
    await fixture.poll();
    expect(fixture.requests.slice(1)).toEqual([queueList]);
    expect(await textOf(fixture)).toContain(`Queue q (${QUEUE}) is Paused`);
  });

  it('is paused in a queue that is nowhere: the mail says where it was looked for', async () => {
    await using fixture = await paused({ Tag });
    await fixture.poll();
    const text = await textOf(fixture);
    expect(text).toContain(`Queue ${QUEUE} was not found in ${queueList}.`);
    expect(text).not.toContain('deleted');
  });

  it('is paused, and the right to ask is missing: the mail names it', async () => {
    await using fixture = await paused({ Tag }, queueList);
    fixture.cloud.misbehave(
      { kind: 'error', status: 403, code: 'AccessDenied' },
      { ...always, when: isAt(queueList) },
    );
    await fixture.poll();
    expect(await textOf(fixture)).toContain(`allow ci:${queueRight}.`);
  });

  it(`has failed: its objects are counted in ${taskList}`, async () => {
    await using fixture = await failed({ Tag, QueueId: QUEUE }, taskList);
    await fixture.poll();
    expect(new Set(fixture.requests.slice(1))).toEqual(new Set([`${taskList} b1`]));
    expect(await textOf(fixture)).toContain('3 of 10 objects failed');
  });

  it('has failed, and the right to count is missing: the mail names it', async () => {
    await using fixture = await failed({ Tag }, taskList);
    fixture.cloud.misbehave(
      { kind: 'error', status: 403, code: 'AccessDenied' },
      { ...always, when: isAt(taskList) },
    );
    await fixture.poll();
    expect(await textOf(fixture)).toContain(`allow ci:${taskRight}`);
  });
});

describe('a batch whose family is not known', () => {
  it('has failed: no number is shown', async () => {
    await using fixture = await failed({ Tag: 'HoloRender', QueueId: QUEUE }, '/holo_jobs');
    await fixture.poll();
    const text = await textOf(fixture);
    expect(text).toContain('not counted: no objects of this job were found in /jobs');
    expect(text).not.toMatch(/\d+ objects failed/);
  });

  it('succeeded: no message says that none failed', async () => {
    await using fixture = await EnrichmentFixture.start([]);
    fixture.put({ jobId: 'b1', state: 'Success', operation: { Tag: 'HoloRender' } });
    await fixture.poll();
    expect(await fixture.mails()).toEqual([]);
  });

  it('is paused: the mail says where its queue was looked for', async () => {
    await using fixture = await paused({ Tag: 'HoloRender' });
    await fixture.poll();
    expect(await textOf(fixture)).toContain(`Queue ${QUEUE} was not found in /queue.`);
  });
});

it.each(['Tts', 'NoiseReduction', 'VoiceSeparate'])(
  'a batch of %s may wait in either of two lists: both are asked',
  async (Tag) => {
    await using fixture = await paused({ Tag }, '/asrqueue');
    await fixture.poll();
    expect(fixture.requests.slice(1)).toEqual(['/queue', '/asrqueue']);
    expect(await textOf(fixture)).toContain(`Queue q (${QUEUE}) is Paused`);
    await using other = await paused({ Tag });
    await other.poll();
    expect(await textOf(other)).toContain(`Queue ${QUEUE} was not found in /queue, /asrqueue.`);
  },
);

it('the field input, a paused picture batch, is notified without a guess', async () => {
  await using fixture = await EnrichmentFixture.start([]);
  const body = readFileSync(new URL('../../fixtures/tencent/picprocess-pause.xml', import.meta.url), 'utf8');
  fixture.cloud.misbehave({ kind: 'verbatim', body }, { when: isAt('/inventorytriggerjob') });
  await fixture.poll();
  expect(fixture.requests).toEqual(['/inventorytriggerjob', '/picqueue']);
  expect(await textOf(fixture)).toContain(
    'Queue p1111111111111111111111111111111a was not found in /picqueue.',
  );
});

it('a batch without a tag is known by its parameters', async () => {
  await using fixture = await paused({ JobParam: { PicProcess: { IsPicInfo: 'true' } } }, '/picqueue');
  await fixture.poll();
  expect(await textOf(fixture)).toContain(`Queue q (${QUEUE}) is Paused`);
});

it('queues of two families in one poll are asked in two lists, and a refusal of one says nothing of the other', async () => {
  await using fixture = await paused({ Tag: 'PicProcess' }, '/picqueue');
  const other = 'p0000000000000000000000000000000b';
  fixture.cloud.putQueue({ queueId: other, name: 'media', state: 'Paused', updateTime: fixture.now });
  fixture.put({ jobId: 'b2', state: 'Pause', operation: { Tag: 'Transcode', QueueId: other } });
  fixture.cloud.misbehave(
    { kind: 'error', status: 403, code: 'AccessDenied' },
    { ...always, when: isAt('/picqueue') },
  );
  await fixture.poll();
  const text = (await fixture.mails()).map((mail) => mail.text).join();
  expect(text).toContain(
    `Queue ${QUEUE} could not be asked: AccessDenied; allow ci:DescribePicProcessQueues.`,
  );
  expect(text).toContain(`Queue media (${other}) is Paused`);
});

it('the queue type of a batch without a queue is sent with the count', async () => {
  await using fixture = await failed({ Tag: 'Transcode', QueueType: 'SpeedTranscoding' }, '/jobs');
  await fixture.poll();
  const asked = fixture.cloud.requests.filter(({ path }) => path === '/jobs');
  expect(asked[0]?.query).toMatchObject({ queueType: 'SpeedTranscoding', tag: 'Transcode' });
});
