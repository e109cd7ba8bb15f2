export const apiReference = {
  title: 'API',
  about:
    'Every request that programs can make. In the examples, BATCHWATCH_TOKEN is a token of yours; where nobody is asked who they are, leave that header out.',
  document: 'The same for programs: OpenAPI 3.1',
  parameters: 'Parameters',
  body: 'Body (JSON)',
  answers: 'Answers',
  example: 'Example',
  columns: { name: 'Name', in: 'Where', type: 'Type', about: 'Meaning' },
  required: 'required',
};
