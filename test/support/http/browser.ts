import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

/** The view of a page. */
export interface View {
  /** CSS pixels. */
  width: number;
  scheme: 'light' | 'dark';
  /** Device pixels per CSS pixel; 1 when left out. */
  scale?: number;
  /** False: as a reader without scripts sees it. */
  scripts?: boolean;
}

/** Finds a Chromium, by `CHROMIUM` or at its usual places. `undefined` when there is none. */
export function findChromium(): string | undefined {
  return [process.env['CHROMIUM'], ...PLACES].find((path) => path !== undefined && existsSync(path));
}

/** The first renders the same without a window around the page, in half the time. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Starts the machine's own Chromium, headless. @throws when there is none. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('no Chromium: install Debian’s, or set CHROMIUM');
  return await chromium.launch({ executablePath, args: FLAGS });
}

/** A window of its own, with no memory of others. */
export async function openWindow(browser: Browser, view: View): Promise<BrowserContext> {
  const { width, scheme, scale = 1, scripts = true } = view;
  const window = await browser.newContext({
    viewport: { width, height: width < 500 ? 844 : 900 },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    javaScriptEnabled: scripts,
    isMobile: width < 500,
  });
  window.setDefaultTimeout(PATIENCE);
  return window;
}

/** In milliseconds. The browser's own limit is too short for a busy machine. */
const PATIENCE = 120_000;

/** Nothing is to leave this machine: the browser is to ask for nothing of its own. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
