import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNoProxy } from '../../../../src/platform/http/no-proxy.ts';

const isDirect = (list: string, url: string) => readNoProxy(list)(new URL(url));

describe('NO_PROXY', () => {
  it.each([
    ['example.com', 'https://example.com/', true],
    ['example.com', 'https://a.b.example.com/', true],
    ['.example.com', 'https://example.com/', true],
    ['*.example.com', 'https://a.example.com/', true],
    ['EXAMPLE.com', 'https://A.Example.COM./', true],
    ['example.com', 'https://badexample.com/', false],
    ['example.com', 'https://example.com.evil.test/', false],
    ['example.com:443', 'https://example.com/', true],
    ['example.com:443', 'https://example.com:8443/', false],
    ['example.com:80', 'http://example.com/', true],
    ['10.0.0.0/8', 'http://10.1.2.3/', true],
    ['10.0.0.0/8', 'http://11.1.2.3/', false],
    ['10.0.0.0/8', 'http://10.example.com/', false],
    ['127.0.0.1', 'http://127.0.0.1:9000/', true],
    ['127.0.0.1:9001', 'http://127.0.0.1:9000/', false],
    ['169.254.0.0/16', 'http://169.254.0.23/', true],
    ['::1', 'http://[::1]:80/', true],
    ['[::1]:8080', 'http://[::1]:8080/', true],
    ['[::1]:8080', 'http://[::1]:80/', false],
    ['fd00::/8', 'https://[fd12::1]/', true],
    ['fd00::/8', 'https://[fe80::1]/', false],
    ['10.0.0.0/33', 'http://10.0.0.1/', false],
    ['*', 'https://anything.test/', true],
    ['', 'https://example.com/', false],
    ['.', 'https://example.com/', false],
    [' , ,, ', 'https://example.com/', false],
    ['localhost, .svc ,.cluster.local', 'https://sts.default.svc/', true],
    ['localhost .svc\t.cluster.local', 'https://sts.default.svc/', true],
  ])('%j lets %s go without a proxy: %s', (list, url, expected) => {
    expect(isDirect(list, url)).toBe(expected);
  });

  it('lets a host and what is below it go without a proxy however it is written, and nobody else', () => {
    const label = fc.stringMatching(/^[a-z]{1,8}$/);
    const host = fc.array(label, { minLength: 2, maxLength: 4 }).map((labels) => labels.join('.'));
    fc.assert(
      fc.property(host, label, fc.constantFrom('', '.', '*.'), (name, below, before) => {
        const list = `other.invalid, ${before}${name}`;
        expect(isDirect(list, `https://${name}/`)).toBe(true);
        expect(isDirect(list, `https://${below}.${name}/`)).toBe(true);
        expect(isDirect(list, `https://${below}${name}/`)).toBe(false);
      }),
    );
  });

  it('never fails, whatever stands in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (list) => {
        expect(typeof isDirect(list, 'https://example.com/')).toBe('boolean');
      }),
    );
  });
});
