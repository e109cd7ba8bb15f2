import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Clock, Duration } from '../../platform/time.ts';
import { answerList, type ListAnswer } from './list-call.ts';
import { misbehave, writeAnswer, type Answer } from './misbehave.ts';
import {
  changesPage,
  Misbehaviours,
  type LoggedRequest,
  type Misbehaviour,
  type MisbehaviourScope,
  type PageMisbehaviour,
} from './misbehaviour.ts';
import { renderDescription, renderError, renderPage } from './render.ts';
import { answerQueues } from './queue-call.ts';
import type { Refusal } from './refusal.ts';
import { checkSignature, readQuery, type Account } from './signature-check.ts';
import type { SimulatedJob } from './simulated-job.ts';
import type { SimulatedQueue } from './simulated-queue.ts';
import { answerTasks, type TaskService } from './tasks-call.ts';
import { Tokens } from './tokens.ts';
import { SimulatedJobs, type Position } from './simulated-jobs.ts';

export interface SimulatedCloudOptions extends Account {
  /** Default 0: a free one. */
  port?: number;
  /** Default 127.0.0.1; any other address lets other machines in. */
  host?: string;
  clock: Pick<Clock, 'now'>;
  /** Put a token on the last page, too, as the vendor's sample suggests; the page behind it is empty. */
  tokenOnLastPage?: boolean;
}

/** A simulated Tencent CI for one bucket: verifies signatures, filters, pages, and misbehaves on demand. */
export interface SimulatedCloud extends AsyncDisposable {
  /** The endpoint to configure, e.g. `http://127.0.0.1:40123`. */
  url: string;
  jobs: SimulatedJobs;
  /** The requests so far, oldest first; the last 20,000 are kept. */
  requests: readonly LoggedRequest[];
  /** The service's clock less `clock`; may be set at any time. */
  skew: Duration;
  /** Adds a job, or replaces the one of the same id. */
  put(job: SimulatedJob): void;
  /** Puts a job into a state, with whatever else changes with it. */
  move(jobId: string, state: string, changes?: Partial<SimulatedJob>): void;
  remove(jobId: string): void;
  /** Adds a queue, or replaces the one of the same id; jobs in it stay as they are. */
  putQueue(queue: SimulatedQueue): void;
  /** Makes the next requests that match be answered wrongly; several are met in the order of the calls. */
  misbehave(behaviour: Misbehaviour, scope?: MisbehaviourScope): void;
  /** Ends all misbehaviour. */
  behave(): void;
}

export async function startSimulatedCloud(options: SimulatedCloudOptions): Promise<SimulatedCloud> {
  const cloud = new LoopbackCloud(options);
  await cloud.listen(options.port ?? 0, options.host ?? '127.0.0.1');
  return cloud;
}

const KEPT_REQUESTS = 20_000;
const QUEUE_LISTS = new Set(['/queue', '/picqueue', '/asrqueue', '/ai_queue', '/file_queue', '/docqueue']);
const TASK_LISTS = new Set(['/jobs', '/pic_jobs', '/asr_jobs', '/ai_jobs', '/file_jobs', '/doc_jobs']);

class LoopbackCloud implements SimulatedCloud {
  readonly jobs = new SimulatedJobs();
  readonly requests: LoggedRequest[] = [];
  skew: Duration = 0;
  readonly #options: SimulatedCloudOptions;
  readonly #server = createServer((request, response) => this.#handle(request, response));
  readonly #tokens = new Tokens<Position>();
  readonly #tasks: Omit<TaskService, 'list'>;
  readonly #queues = new Map<string, SimulatedQueue>();
  readonly #misbehaviours = new Misbehaviours();
  readonly #connections = new WeakMap<Socket, number>();
  #connectionCount = 0;
  #requestCount = 0;
  #lastPage: ListAnswer = { rows: [], nextToken: '' };
  #url = '';

  constructor(options: SimulatedCloudOptions) {
    this.#options = options;
    const { tokenOnLastPage = false } = options;
    this.#tasks = { jobs: this.jobs, tokens: new Tokens(), tokenOnLastPage };
    // A test clock may stand still for long; no connection may end by wall time.
    this.#server.keepAliveTimeout = 0;
    this.#server.on('connection', (socket) => this.#connections.set(socket, ++this.#connectionCount));
  }

  get url(): string {
    return this.#url;
  }

  listen(port: number, host: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        const address = this.#server.address();
        this.#url = `http://${host.includes(':') ? `[${host}]` : host}:${typeof address === 'object' && address !== null ? address.port : port}`;
        resolve();
      });
    });
  }

  put(job: SimulatedJob): void {
    this.jobs.put(job);
  }

  move(jobId: string, state: string, changes: Partial<SimulatedJob> = {}): void {
    this.jobs.change(jobId, { ...changes, state });
  }

  remove(jobId: string): void {
    this.jobs.remove(jobId);
  }

  putQueue(queue: SimulatedQueue): void {
    this.#queues.set(queue.queueId, queue);
  }

  misbehave(behaviour: Misbehaviour, scope: MisbehaviourScope = {}): void {
    this.#misbehaviours.add(behaviour, scope);
  }

  behave(): void {
    this.#misbehaviours.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #handle(incoming: IncomingMessage, response: ServerResponse): void {
    incoming.resume();
    const target = incoming.url ?? '/';
    const logged = {
      method: incoming.method ?? '',
      path: target.split('?', 1)[0] ?? '/',
      query: Object.fromEntries(readQuery(target)),
      headers: incoming.headers,
      connection: this.#connections.get(incoming.socket) ?? 0,
      status: undefined,
    };
    const refusal = checkSignature(
      { method: logged.method, target, headers: incoming.headers, receivedAt: this.#now() },
      this.#options,
    );
    const behaviour = this.#misbehaviours.take(logged);
    const status = this.#respond(response, logged, refusal, behaviour);
    this.requests.push({ ...logged, status });
    if (this.requests.length > KEPT_REQUESTS) this.requests.shift();
  }

  #respond(
    response: ServerResponse,
    request: LoggedRequest,
    refusal: Refusal | undefined,
    behaviour: Misbehaviour | undefined,
  ): number | undefined {
    const requestId = `request-${(this.#requestCount += 1)}`;
    const write = (answer: Answer) => {
      writeAnswer(response, answer);
      return answer.status;
    };
    if (refusal !== undefined) return write(this.#errorAnswer(refusal, requestId));
    if (behaviour?.kind === 'error') {
      const answer = this.#errorAnswer({ message: 'simulated', ...behaviour }, requestId);
      return write({ ...answer, headers: { ...answer.headers, ...behaviour.headers } });
    }
    if (behaviour === undefined || changesPage(behaviour)) {
      return write(this.#answer(request, requestId, behaviour));
    }
    return misbehave(response, this.#answer(request, requestId, undefined), behaviour);
  }

  /** Returns the answer to a properly signed request. */
  #answer(request: LoggedRequest, requestId: string, behaviour: PageMisbehaviour | undefined): Answer {
    const body = this.#body(request, requestId, behaviour);
    if (typeof body !== 'string') return this.#errorAnswer(body, requestId);
    return { status: 200, headers: this.#headers(requestId), body };
  }

  #body(
    request: LoggedRequest,
    requestId: string,
    behaviour: PageMisbehaviour | undefined,
  ): string | Refusal {
    const { path, query, method } = request;
    const [, call, jobId, ...rest] = path.split('/').map((part) => decodeURIComponent(part));
    if (method !== 'GET' || rest.length > 0) return NO_SUCH_CALL;
    if (call === 'inventorytriggerjob') {
      if (jobId !== undefined) return renderDescription(this.jobs.row(jobId), jobId, requestId);
      const list = this.#list(request, behaviour);
      return 'code' in list ? list : renderPage(list.rows, list.nextToken, requestId);
    }
    if (jobId !== undefined) return NO_SUCH_CALL;
    if (QUEUE_LISTS.has(path)) return answerQueues(query, { all: this.#queues, list: path }, requestId);
    return TASK_LISTS.has(path)
      ? answerTasks(query, { ...this.#tasks, list: path }, requestId)
      : NO_SUCH_CALL;
  }

  #list({ query }: LoggedRequest, behaviour: PageMisbehaviour | undefined): ListAnswer | Refusal {
    if (behaviour?.kind === 'stale') return this.#lastPage;
    const tokenOnLastPage = this.#options.tokenOnLastPage ?? false;
    const list = answerList(query, { jobs: this.jobs, tokens: this.#tokens, tokenOnLastPage });
    if ('code' in list) return list;
    this.#lastPage = list;
    if (behaviour === undefined) return list;
    if (behaviour.kind === 'duplicated') return { ...list, rows: list.rows.flatMap((row) => [row, row]) };
    if (behaviour.token === 'lost') return { ...list, nextToken: '' };
    const asked = behaviour.token === 'repeated' ? query['nextToken'] : undefined;
    return { ...list, nextToken: asked ?? this.#tokens.issue(BEGINNING) };
  }

  #errorAnswer(refusal: Refusal, requestId: string): Answer {
    return {
      status: refusal.status,
      headers: { ...this.#headers(requestId), 'x-ci-trace-id': `trace-${requestId}` },
      body: renderError({ ...refusal, requestId }),
    };
  }

  #headers(requestId: string): Record<string, string> {
    return {
      date: new Date(this.#now()).toUTCString(),
      'content-type': 'application/xml',
      server: 'tencent-ci',
      'x-ci-request-id': requestId,
    };
  }

  #now(): number {
    return this.#options.clock.now() + this.skew;
  }
}

const NO_SUCH_CALL: Refusal = { status: 404, code: 'InvalidUrl', message: 'no such call' };

/** Before every row in ascending order: an endless list begins again. */
const BEGINNING: Position = { second: 0, jobId: '' };
