import { describe, expect, it } from 'vitest';
import { load, SMALLEST, withValue } from './config-text.ts';

const listen = (text: string) => load(withValue(SMALLEST, 'server.listen', text)).config.server.listen;

const path = (url: string) => load(withValue(SMALLEST, 'storage.url', url)).config.storage.path;

describe('a value is resolved', () => {
  it('for the address to listen on', () => {
    expect(listen('0.0.0.0:0')).toEqual({ host: '0.0.0.0', port: 0 });
    expect(listen('[::1]:9464')).toEqual({ host: '::1', port: 9464 });
    expect(listen('localhost:65535')).toEqual({ host: 'localhost', port: 65_535 });
    for (const host of [
      'batchwatch_app',
      'ops.example.com',
      'ops.example.com.',
      '监控.公司',
      'a1',
      '1a.b2',
    ]) {
      expect(listen(`${host}:1`)).toEqual({ host, port: 1 });
    }
    expect(listen('[::ffff:127.0.0.1]:1')).toEqual({ host: '::ffff:127.0.0.1', port: 1 });
  });

  it('for the file of the store', () => {
    expect(path('sqlite:/data/batchwatch.db')).toBe('/data/batchwatch.db');
    for (const file of [
      './my data/x.db',
      '../x.db',
      '/srv/~/x.db',
      './~/x.db',
      './a$b/$.db',
      './file:x',
      '.db',
      '数据/x.db',
    ]) {
      expect(path(`sqlite:${file}`)).toBe(file);
    }
  });

  it('for a database of PostgreSQL, which is no file', () => {
    for (const url of [
      'postgres://batchwatch@db.example.com/batchwatch',
      'postgresql://batchwatch@db.example.com:6432/batchwatch?sslmode=verify-full',
      'postgres://batchwatch@10.0.0.1:5432/batchwatch?sslmode=verify-ca',
      'postgres://batchwatch@127.0.0.1/batchwatch?sslmode=disable',
      'postgres://batchwatch@[::1]:5432/batchwatch?sslmode=disable',
      'postgres://batchwatch@localhost/batchwatch?sslmode=disable',
    ]) {
      expect(path(url)).toBe(undefined);
    }
  });
});
