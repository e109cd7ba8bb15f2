/** The part of the OpenAPI document that describes the API as a whole. */
export const OPENAPI_HEAD = {
  openapi: '3.1.0',
  info: {
    title: 'Batchwatch',
    version: 'v1',
    description:
      'What Batchwatch has seen of batch jobs, who was notified, and what people can do about it. Times are ISO 8601 in ' +
      'UTC. Lists come in pages: give `next` of one as `cursor` to get the one after it. What goes wrong is answered ' +
      'as `application/problem+json`, whose `detail` says what to do.',
  },
  // By the document's own address: the server may be reached below a path.
  servers: [{ url: '../v1' }],
  // The last one: where nobody is asked who they are.
  security: [{ bearer: [] }, { basic: [] }, {}],
  tags: [
    { name: 'status', description: 'Whether all is well.' },
    { name: 'targets', description: 'What is watched.' },
    { name: 'jobs', description: 'What was seen.' },
    { name: 'transitions', description: 'What changed.' },
    { name: 'incidents', description: 'What is wrong, and who has it.' },
    { name: 'silences', description: 'What is not notified for a time.' },
    { name: 'notifications', description: 'Who was notified.' },
    { name: 'receivers', description: 'Who can be notified, and on which ways.' },
    { name: 'stream', description: 'Transitions and events as they come.' },
  ],
};
