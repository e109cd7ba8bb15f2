import { z } from 'zod';
import { checkedText, duration, secret, text } from '../../platform/values/field-types.ts';
import { DAY, SECOND } from '../../platform/time.ts';
import { DEFAULT_STORE_URL } from './default-store-url.ts';
import { isPostgresUrl, postgresUrlFlaw } from './postgres-url.ts';
import { sqliteUrlFlaw } from './sqlite-url.ts';

const writtenStorage = z.strictObject({
  url: checkedText((url) => (isPostgresUrl(url) ? postgresUrlFlaw(url) : sqliteUrlFlaw(url)))
    .prefault(DEFAULT_STORE_URL)
    .meta({
      description:
        'The database: a file, whose relative path counts from the working directory, or a database of PostgreSQL, which several replicas may share.',
      writtenAs: '`sqlite:PATH`, or `postgres://USER@HOST:5432/DATABASE?sslmode=verify-full`',
    }),
  password: z.exactOptional(secret()).meta({
    description: 'The password for PostgreSQL. It never stands in `url`.',
    secret: true,
  }),
  caFile: z.exactOptional(text()).meta({
    description:
      'The authorities whose certificates count for PostgreSQL, in PEM; left out, those that Node trusts.',
    writtenAs: 'path',
  }),
  retention: duration({ min: SECOND, max: 36_500 * DAY })
    .prefault('90d')
    .meta({
      description: 'Ended jobs and delivered notifications are pruned after this.',
      writtenAs: 'duration',
    }),
});

type WrittenStorage = z.output<typeof writtenStorage>;

/** The file of SQLite; `path` is undefined for a database of PostgreSQL. */
type StorageConfig = WrittenStorage & { path: string | undefined };

export const storageSchema = z.codec(writtenStorage, z.custom<StorageConfig>(), {
  decode: (storage) => ({ ...storage, path: pathOf(storage) }),
  encode: ({ path: _path, ...storage }) => storage,
});

function pathOf({ url }: WrittenStorage): string | undefined {
  return isPostgresUrl(url) ? undefined : url.slice('sqlite:'.length);
}
