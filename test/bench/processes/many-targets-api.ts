import { createServer } from 'node:http';
import { answerList } from '../../../src/demo/simulator/list-call.ts';
import { renderPage } from '../../../src/demo/simulator/render.ts';
import { SimulatedJobs, type Position } from '../../../src/demo/simulator/simulated-jobs.ts';
import { Tokens } from '../../../src/demo/simulator/tokens.ts';
import { DAY, MINUTE, SECOND } from '../../../src/platform/time.ts';
import { job } from '../jobs.ts';
import { onLine, optionsText, say } from './line.ts';

/**
 * Serves the list call of many buckets, each at a loopback address of its own. Each has five open jobs, two
 * of them older than any window, and thirty ended ones. A line with a name lets a job of that target fail.
 */
const { targets } = JSON.parse(optionsText()) as { targets: readonly string[] };
const now = Date.now();
const buckets = new Map(targets.map((name) => [name, bucketOf(name)]));
const tokens = new Tokens<Position>();

function bucketOf(name: string): SimulatedJobs {
  const jobs = new SimulatedJobs();
  for (let index = 0; index < 30; index += 1)
    jobs.put(job(`${name}e${index}x`, 'Success', now - 8 * MINUTE + index * 15 * SECOND));
  for (let index = 0; index < 3; index += 1)
    jobs.put(job(`${name}y${index}x`, 'Running', now - MINUTE + index * SECOND));
  for (let index = 0; index < 2; index += 1)
    jobs.put(job(`${name}o${index}x`, 'Running', now - 2 * DAY + index * MINUTE));
  return jobs;
}

/** The target's number stands in the last two parts of 127.0.A.B, from 1. */
function nameOf(address: string): string {
  const [, , high = '', low = ''] = address.split('.');
  return targets[Number(high) * 256 + Number(low) - 1] ?? '';
}

const server = createServer((request, response) => {
  request.resume();
  const url = new URL(request.url ?? '/', `http://${request.headers.host ?? ''}`);
  const jobs = buckets.get(nameOf(url.hostname));
  const query = Object.fromEntries(url.searchParams);
  const list = jobs && answerList(query, { jobs, tokens, tokenOnLastPage: false });
  if (list === undefined || 'code' in list) {
    response.writeHead(404).end();
    return;
  }
  const body = renderPage(list.rows, list.nextToken, 'request');
  response.writeHead(200, { 'content-type': 'application/xml', 'content-length': Buffer.byteLength(body) });
  response.end(body);
});
server.keepAliveTimeout = 0;
server.listen(0, '0.0.0.0', 4_096, () => {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server does not listen');
  say('ready', { port: address.port });
});
onLine((name) => {
  const first = job(`${name}y0x`, 'Running', now);
  buckets.get(name)?.change(first.jobId, { state: 'Failed', code: 'AccessDenied', endTime: Date.now() });
});
