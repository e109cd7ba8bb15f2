import type { WrongValue } from './wrong-value.ts';

const SQLITE_HINT =
  'write sqlite:data/batchwatch.db for a relative path, sqlite:/data/batchwatch.db for an absolute one; or postgres://USER@HOST:5432/DATABASE';

const POSTGRES_HINT = 'write postgres://USER@HOST:5432/DATABASE?sslmode=verify-full';

export const wrongStorageValues: readonly WrongValue[] = [
  ...[
    'mysql://db/batchwatch',
    'data/batchwatch.db',
    'sqlite:',
    'sqlite::memory:',
    'sqlite:///data/x.db',
    'sqlite: data/x.db',
    'sqlite:   ',
    'sqlite:data/x.db?mode=ro',
    'sqlite:data/x.db ',
    'sqlite:"data/x.db"',
    "sqlite:'data/x.db'",
  ].map((to) => ({
    set: 'storage.url',
    to,
    message: 'is not the URL of an SQLite file',
    hint: SQLITE_HINT,
  })),
  ...[
    'postgres:',
    'postgres://',
    'postgres:batchwatch',
    'postgresql:/db/batchwatch',
    'postgres://me@db/batchwatch#x',
    'postgres://me@db:port/batchwatch',
  ].map((to) => ({
    set: 'storage.url',
    to,
    message: 'is not the URL of a database of PostgreSQL',
    hint: POSTGRES_HINT,
  })),
  {
    set: 'storage.url',
    to: 'postgres://db/batchwatch',
    message: 'names no user',
    hint: POSTGRES_HINT,
  },
  ...['postgres://me@db', 'postgres://me@db/', 'postgres://me@db/a/b'].map((to) => ({
    set: 'storage.url',
    to,
    message: 'names no database',
    hint: POSTGRES_HINT,
  })),
  ...['postgres://me:pa55word@db/batchwatch', 'postgres://me@db/batchwatch?password=pa55word'].map((to) => ({
    set: 'storage.url',
    to,
    message: 'has a password in it',
    hint: 'take it out, and name a file that holds it by storage.passwordFile',
  })),
  ...['require', 'prefer', 'allow', 'no-verify', '', 'disable&sslmode=verify-full'].map((mode) => ({
    set: 'storage.url',
    to: `postgres://me@db/batchwatch?sslmode=${mode}`,
    message: 'has an sslmode that checks no certificate, or that nobody knows',
    hint: 'write sslmode=verify-full, or verify-ca where the certificate has another name',
  })),
  ...['db', '10.0.0.1', 'localhost.example.com'].map((host) => ({
    set: 'storage.url',
    to: `postgres://me@${host}/batchwatch?sslmode=disable`,
    message: 'has sslmode=disable for another machine',
    hint: 'write sslmode=verify-full: without TLS, the password and every job can be read on the way',
  })),
  {
    set: 'storage.url',
    to: 'postgres://me@db/batchwatch?options=-c%20x',
    message: 'has an option that Batchwatch does not know',
    hint: 'only sslmode can stand there',
  },
  {
    set: 'storage.caFile',
    to: '/nowhere/ca.pem',
    message: 'names a file that cannot be read (ENOENT)',
    hint: 'check the path, and that the user who runs Batchwatch may read it',
  },
  ...['sqlite:file:data/x.db', 'sqlite:FILE:/data/x.db', 'sqlite:file:'].map((to) => ({
    set: 'storage.url',
    to,
    message: 'has a path that begins with file:',
    hint: SQLITE_HINT,
  })),
  ...['sqlite:~/x', 'sqlite:~/data/x.db', 'sqlite:~', 'sqlite:~ops/x.db'].map((to) => ({
    set: 'storage.url',
    to,
    message: 'has a path that begins with ~, which only a shell knows',
    hint: 'write the whole path, or ${HOME}',
  })),
  ...['sqlite:$HOME/x.db', 'sqlite:/srv/$HOME/x.db'].map((to) => ({
    set: 'storage.url',
    to,
    message: 'has $HOME in its path, which only a shell knows',
    hint: 'write the whole path, or ${HOME}',
  })),
  ...[
    'sqlite:data/',
    'sqlite:/',
    'sqlite:.',
    'sqlite:..',
    'sqlite:./',
    'sqlite:data/..',
    'sqlite:/tmp',
    'sqlite:src',
  ].map((to) => ({
    set: 'storage.url',
    to,
    message: 'is the path of a folder',
    hint: 'name the file in it, such as batchwatch.db',
  })),
  {
    set: 'storage.url',
    to: 'sqlite:/dev/null',
    message: 'is the path of something that is no file',
    hint: 'name a file on a disk',
  },
];
