import { z } from 'zod';
import { defineHttpChannel } from '../base/http/define-http-channel.ts';
import { endpointAt } from '../base/http/http-endpoint.ts';
import { composeTeams } from './compose.ts';
import { type TeamsBlock, teamsSchema } from './schema.ts';
import { teamsVerdict } from './verdict.ts';

/** A channel or chat in Microsoft Teams, by a workflow. */
export const teams = defineHttpChannel({
  name: 'teams',
  receiverKeys: { teams: z.exactOptional(teamsSchema) },
  blockOf: (receiver: { name: string; teams?: TeamsBlock }) => receiver.teams,
  maxPerMinute: 60,
  isForPeople: true,
  isIdempotent: false,
  title: { en: 'Teams' },
  endpoints: ({ url }) => [endpointAt('teams', url)],
  compose: composeTeams,
  verdict: teamsVerdict,
});
