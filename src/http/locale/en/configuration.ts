export const configuration = {
  title: 'Configuration',
  details: {
    version: 'Version',
    revision: 'Revision',
    started: 'Started',
    publicUrl: 'Reached at',
    ready: 'Ready',
  },
  ready: 'yes',
  effective: 'Effective configuration',
  about: 'What the program works by now, defaults included. Each secret is hidden.',
  api: 'The API',
};
