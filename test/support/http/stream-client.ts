/** One event of a stream, as `EventSource` would hand it out. */
export interface HeardEvent {
  event: string;
  id: string;
  data: Readonly<Record<string, unknown>>;
}

/** Listens to a stream of server-sent events by hand, so that a test sees all of it. */
export class StreamClient {
  readonly events: HeardEvent[] = [];
  /** The value for `Last-Event-ID`. */
  lastEventId = '';
  comments = 0;
  retry: number | undefined;
  readonly response: Response;
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #stop: AbortController;
  #rest = '';

  private constructor(response: Response, stop: AbortController) {
    this.response = response;
    this.#stop = stop;
    if (response.body === null) throw new Error('a stream has a body');
    this.#reader = response.body.getReader();
  }

  static async open(
    url: string,
    lastEventId?: string,
    proof: Readonly<Record<string, string>> = {},
  ): Promise<StreamClient> {
    const stop = new AbortController();
    const headers = { ...proof, ...(lastEventId !== undefined && { 'Last-Event-ID': lastEventId }) };
    const response = await fetch(url, { headers, signal: stop.signal });
    const client = new StreamClient(response, stop);
    await client.#read();
    return client;
  }

  /** Reads until so many events were heard in all. */
  async hear(events: number): Promise<readonly HeardEvent[]> {
    while (this.events.length < events && (await this.#read()));
    return this.events;
  }

  /** Reads until so many comments were heard in all. */
  async hearComments(comments: number): Promise<void> {
    while (this.comments < comments && (await this.#read()));
  }

  /** Reads until the server ends it. @returns how: by an end, or by a break. */
  async hearOut(): Promise<'end' | 'break'> {
    try {
      while (await this.#read());
      return 'end';
    } catch {
      return 'break';
    }
  }

  close(): void {
    this.#stop.abort();
  }

  async #read(): Promise<boolean> {
    const { done, value } = await this.#reader.read();
    if (done) return false;
    const blocks = (this.#rest + Buffer.from(value).toString()).split('\n\n');
    this.#rest = blocks.pop() ?? '';
    for (const block of blocks) this.#take(block);
    return true;
  }

  #take(block: string): void {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      if (line.startsWith(':')) this.comments += 1;
      const [, name = '', value = ''] = /^([a-z]+): ?([^]*)$/.exec(line) ?? [];
      fields.set(name, value);
    }
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    if (fields.has('retry')) this.retry = Number(fields.get('retry'));
    const data = fields.get('data');
    if (data === undefined) return;
    const parsed: HeardEvent['data'] = JSON.parse(data);
    this.events.push({ event: fields.get('event') ?? '', id: this.lastEventId, data: parsed });
  }
}
