import { CHANNELS } from '../channel/channels.ts';
import { messageDefaultsFromConfig } from './engine-from-config.ts';
import { receiverPlans } from './receiver-plans.ts';
import { effectiveYaml } from '../config/effective.ts';
import type { Config } from '../config/schema/schema.ts';
import type { Platform } from '../platform/platform.ts';
import type { WebOptions } from '../http/options/web-options.ts';
import type { Resources } from './resources.ts';
import { targetPlans } from './plans/target-plans.ts';
import type { ConfigReloader } from './config-reloader.ts';
import { errorCodes } from '../tencent/advice/error-codes.ts';
import { TENCENT_PAGES } from '../tencent/advice/vendor-pages.ts';

/** The view that pages and API have of the program, by the configuration in use. */
export function webOptions(
  context: Platform & {
    resources: Resources;
    reloader: ConfigReloader;
    unready: WebOptions['unready'];
  },
): WebOptions {
  const { resources, reloader, clock, build, unready } = context;
  const config = (): Config => reloader.runtime.config;
  return {
    store: resources.store,
    leases: resources.leases,
    clock,
    display: () => ({
      ...config(),
      publicUrl: config().server.publicUrl,
      errorCodes: errorCodes(config().errorCodes),
      vendorPages: TENCENT_PAGES,
    }),
    targets: () => targetPlans(config()),
    channels: CHANNELS.map(({ name }) => name),
    bodySchemas: CHANNELS.flatMap(({ bodySchemas }) => bodySchemas),
    receivers: () => config().receivers.map(({ name }) => name),
    receiverPlans: () => receiverPlans(config()),
    messageDefaults: () => messageDefaultsFromConfig(config()),
    newId: context.newId,
    configuration: () => effectiveYaml(config()),
    unready,
    build,
    startedAt: clock.now(),
    wakeDelivery: () => reloader.runtime.wakeDeliveries(),
  };
}
