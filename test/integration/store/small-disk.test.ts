import { afterEach, describe, expect, it, vi } from 'vitest';
import { mountSmallDisk } from '../../support/store/small-disk.ts';

describe('a small disk that may not be mounted', () => {
  afterEach(() => vi.unstubAllEnvs());

  it('fails the test in CI, and says what is needed', () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('CI', 'true');
    expect(() => mountSmallDisk()).toThrow('needs root');
  });

  it('is undefined elsewhere, so that the test can be skipped', () => {
    vi.stubEnv('PATH', '/nowhere');
    vi.stubEnv('CI', undefined);
    expect(mountSmallDisk()).toBeUndefined();
  });
});
