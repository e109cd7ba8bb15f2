import type { Access } from '../auth/access.ts';
import type { AccessOptions } from '../auth/access-options.ts';
import { Authenticator } from '../auth/authenticate.ts';
import { judgeAccess } from '../auth/judge-access.ts';
import { refuse } from './refuse.ts';

/** Creates the access checks from the rules of the configuration. */
export function createAccess(options: AccessOptions): Access {
  const judging = { ...options, authenticator: new Authenticator(options) };
  return {
    requires: (needed) => async (context, next) => {
      const verdict = await judgeAccess(context, needed, judging);
      if ('refusal' in verdict) return await refuse(context, verdict.refusal, options);
      context.set('principal', verdict.principal);
      context.set('passwordHash', verdict.passwordHash);
      await next();
      return undefined;
    },
    wouldLetIn: async (context, needed) => !('refusal' in (await judgeAccess(context, needed, judging))),
  };
}
