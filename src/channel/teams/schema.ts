import { z } from 'zod';
import { allowHttp, secretUrl } from '../base/http/url-keys.ts';
import { routeKeys } from '../base/route-keys.ts';

/** The Teams workflow of a receiver. */
export const teamsSchema = z
  .strictObject({
    url: secretUrl('https://prod-12.westus.logic.azure.com/workflows/…'),
    allowHttp,
    ...routeKeys,
  })
  .meta({ description: 'Notifies a Microsoft Teams channel or chat by a workflow.' });

export type TeamsBlock = z.output<typeof teamsSchema>;
