import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { TemporaryDirectory } from '../support/temporary-directory.ts';

/** How a page is looked at. */
export interface View {
  /** CSS pixels. */
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  /** Device pixels per CSS pixel. */
  readonly scale: number;
}

/** A headless Chromium that takes pictures of pages, spoken to by its own DevTools protocol. */
export class Browser implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #profile: TemporaryDirectory;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  #calls = 0;

  private constructor(started: { process: ChildProcess; socket: WebSocket; profile: TemporaryDirectory }) {
    this.#process = started.process;
    this.#socket = started.socket;
    this.#profile = started.profile;
    this.#socket.addEventListener('message', ({ data }) => {
      const reply = JSON.parse(String(data)) as Reply;
      if (reply.id !== undefined) this.#waiting.get(reply.id)?.(reply);
    });
  }

  /** Starts the Chromium at `path`. */
  static async start(path: string): Promise<Browser> {
    const profile = new TemporaryDirectory();
    const child = spawn(path, [...FLAGS, `--user-data-dir=${profile.path}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const socket = new WebSocket(await pageAddress(await debuggerAddress(child)));
    await once(socket, 'open');
    return new Browser({ process: child, socket, profile });
  }

  /** The whole page as PNG. */
  async picture(html: string, { width, scheme, scale }: View): Promise<Buffer> {
    const metrics = { width, height: 600, deviceScaleFactor: scale, mobile: width < 500 };
    await this.#call('Emulation.setDeviceMetricsOverride', metrics);
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.#call('Emulation.setEmulatedMedia', { features });
    const { frameTree } = await this.#call<{ frameTree: { frame: { id: string } } }>('Page.getFrameTree');
    await this.#call('Page.setDocumentContent', { frameId: frameTree.frame.id, html });
    const { cssContentSize } = await this.#call<{ cssContentSize: { height: number } }>(
      'Page.getLayoutMetrics',
    );
    await this.#call('Emulation.setDeviceMetricsOverride', {
      ...metrics,
      height: Math.ceil(cssContentSize.height),
    });
    const { data } = await this.#call<{ data: string }>('Page.captureScreenshot', { format: 'png' });
    return Buffer.from(data, 'base64');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#socket.close();
    this.#process.kill('SIGTERM');
    await ended;
    this.#profile[Symbol.dispose]();
  }

  async #call<Result>(method: string, params: object = {}): Promise<Result> {
    const id = (this.#calls += 1);
    const reply = new Promise<Reply>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({ id, method, params }));
    const { result, error } = await reply;
    this.#waiting.delete(id);
    if (error !== undefined) throw new Error(`${method}: ${error.message}`);
    return result as Result;
  }
}

interface Reply {
  readonly id?: number;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** Nothing is to leave this machine: a mail loads nothing, and the browser is to ask for nothing of its own. */
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--hide-scrollbars',
  '--remote-debugging-port=0',
];

async function debuggerAddress(child: ChildProcess): Promise<string> {
  let said = '';
  if (child.stderr === null) throw new Error('the browser has no standard error');
  for await (const part of child.stderr) {
    said += String(part);
    const address = /DevTools listening on (ws:\S+)/.exec(said)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error(`the browser did not start: ${said}`);
}

/** The socket of the one open page, beside that of the browser. */
async function pageAddress(browser: string): Promise<string> {
  const response = await fetch(new URL('/json/list', browser.replace(/^ws/, 'http')));
  const pages = (await response.json()) as { type: string; webSocketDebuggerUrl: string }[];
  const page = pages.find(({ type }) => type === 'page');
  if (page === undefined) throw new Error('the browser has no page');
  return page.webSocketDebuggerUrl;
}
