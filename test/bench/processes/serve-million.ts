import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { visitSqliteStore } from '../../../src/store/sqlite/open.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { WebOverStore } from '../../support/http/web-over-store.ts';
import { onLine, optionsText, say } from './line.ts';

/** Serves the pages and the API over a store. */
const { path } = JSON.parse(optionsText()) as { path: string };
const store = visitSqliteStore({ path, clock: systemClock });
const web = await WebOverStore.start({ store, clock: systemClock });
web.timezone = 'Asia/Shanghai';
web.targets = ['media', 'archive', 'small'];
setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
onLine(() => {
  collect();
  say('collected');
});
say('ready', { url: web.url });
