import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { visitStore } from '../../../src/store/open/open-store.ts';
import { systemClock } from '../../../src/platform/time.ts';
import { WebOverStore } from '../../support/http/web-over-store.ts';
import { onLine, optionsText, say } from './line.ts';

/** Serves the pages and the API over a store. */
const { storage } = JSON.parse(optionsText()) as { storage: string };
const store = await visitStore({ url: storage }, systemClock);
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
