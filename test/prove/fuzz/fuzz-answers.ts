import { readdirSync, readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { renderJob, renderPage } from '../../../src/demo/simulator/render.ts';
import { readDetails } from '../../../src/tencent/job/details.ts';
import { readPage, type ParsedPage } from '../../../src/tencent/xml/parse-answer.ts';
import { JOB_LIST } from '../../../src/tencent/xml/list-layout.ts';
import { readAnswer } from '../../../src/tencent/request/read-answer.ts';
import { SourceFault } from '../../../src/poll/port/job-source.ts';
import { takeShare, WORKERS, type Share } from '../in-workers.ts';
import { shrinkBriefly } from '../shrink-briefly.ts';
import { withoutHang } from './hang.ts';
import { mutate, mutations } from './mutations.ts';
import { describeFailure, type Fuzzed } from './fuzzed.ts';

const FOLDER = new URL('../../fixtures/tencent/', import.meta.url);
const NAMES = readdirSync(FOLDER).filter((name) => /\.xml(\.txt)?$/.test(name));
const FIXTURES = NAMES.map((name) => readFileSync(new URL(name, FOLDER)));

async function fuzzAnswers({ tries, seed, index }: Share): Promise<Fuzzed> {
  const counts: Record<string, number> = {};
  const count = (what: string, by = 1) => (counts[what] = (counts[what] ?? 0) + by);
  const mutated = await fc.check(
    fc.asyncProperty(
      fc.nat(NAMES.length - 1),
      mutations,
      status,
      shrinkBriefly(async (fixture, changes, answered) => {
        const body = mutate(FIXTURES[fixture] ?? Buffer.of(), changes);
        const page = await withoutHang(() => read(body, answered));
        count('mutated');
        count(page === undefined ? 'faults' : 'pages');
        for (const job of page?.jobs ?? [])
          if (job.jobId === '' || job.state === '') throw new Error('an empty id');
      }),
    ),
    { numRuns: tries, seed },
  );
  const rendered = fc.check(
    fc.property(fc.array(renderedJob, { maxLength: 5 }), xmlText, (jobs, token) => {
      const page = read(Buffer.from(renderPage(jobs.map(renderJob), token, 'r')), 200);
      count('rendered');
      sameOrThrow(
        page?.jobs.map(({ jobId }) => jobId),
        jobs.map(({ jobId }) => jobId),
      );
      sameOrThrow(
        page?.jobs.map(({ name }) => name),
        jobs.map(({ name }) => name),
      );
      sameOrThrow(
        page?.jobs.map(({ message }) => message),
        jobs.map(({ message }) => message),
      );
      sameOrThrow(page?.nextToken, token.trim() === '' ? '' : token);
    }),
    { numRuns: Math.ceil(tries / 5), seed },
  );
  const believed = believedCuts(index, count);
  return {
    counts,
    counterExample:
      describeFailure(mutated, (fixture) => NAMES[Number(fixture)]) ?? describeFailure(rendered) ?? believed,
  };
}

/** As the source does with the bytes of an answer: a page, or a fault (undefined); whatever else is thrown is a crash. */
function read(body: Buffer, answered: number): ParsedPage | undefined {
  const headers = { date: 'Thu, 27 Jun 2024 07:23:10 GMT' };
  const answer = { status: answered, headers, body: body.toString('utf8'), sentAt: 0, receivedAt: 0 };
  try {
    const asked = { bucket: 'examplebucket-1250000000', region: 'ap-beijing', action: 'ci:Any' };
    const { value: page } = readAnswer(answer, {
      asked,
      layout: JOB_LIST,
      read: readPage,
      hide: (text) => text,
    });
    for (const job of page.jobs) readDetails(job);
    return page;
  } catch (error) {
    if (error instanceof SourceFault) return undefined;
    throw error;
  }
}

/** This share of all cuts of all pages among the fixtures: the first that is taken for a page. */
function believedCuts(share: number, count: (what: string) => void): string | undefined {
  for (const [at, fixture] of FIXTURES.entries()) {
    const whole = fixture.toString('utf8').trimEnd();
    if (read(Buffer.from(whole), 200) === undefined) continue;
    for (let length = share; length < Buffer.byteLength(whole); length += WORKERS) {
      count('cuts');
      if (read(fixture.subarray(0, length), 200) !== undefined)
        return `${NAMES[at]} cut off after ${length} bytes is taken for a page`;
    }
  }
  return undefined;
}

function sameOrThrow(read_: unknown, written: unknown): void {
  if (JSON.stringify(read_) !== JSON.stringify(written))
    throw new Error(`written ${JSON.stringify(written)}, read ${JSON.stringify(read_)}`);
}

const status = fc.oneof({ weight: 9, arbitrary: fc.constant(200) }, fc.constantFrom(400, 403, 500));

/** Text that XML can hold. */
const xmlText = fc
  .string({ unit: 'binary', maxLength: 40 })
  .map((text) =>
    text.toWellFormed().replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, ''),
  );
const renderedJob = fc.record({
  // Blanks around an id are the layout's, not the id's.
  jobId: fc.oneof(
    fc.constantFrom('0012', '1e5', '0x1F', 'true'),
    xmlText.map((text) => `b${text}`.trim()),
  ),
  name: xmlText,
  message: xmlText,
  state: fc.constantFrom('Failed', 'Pause', 'Running'),
  creationTime: fc.constant(0),
});

await takeShare(fuzzAnswers);
