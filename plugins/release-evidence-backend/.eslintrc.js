const rules = require('../../eslint-rules');

/** The rooms in the order of the flow; an arrow never runs back up. */
const ROOMS = [
  'routes',
  'reads',
  'ingress',
  'uploads',
  'inbox',
  'registry',
  'documents',
  'evidence',
  'releases',
  'assessment',
];

/** What each room may import from, besides itself and what all may. */
const MAY_IMPORT = {
  routes: ['reads', 'ingress', 'inbox', 'evidence', 'releases', 'assessment'],
  reads: ['ingress', 'inbox', 'evidence', 'releases', 'assessment'],
  ingress: ['inbox'],
  uploads: ['documents', 'inbox', 'evidence'],
  inbox: [],
  registry: [],
  documents: [],
  evidence: ['inbox', 'documents'],
  releases: ['evidence'],
  assessment: ['releases', 'evidence'],
};

module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    ...rules.rules,
    'import/no-restricted-paths': [
      'error',
      {
        zones: ROOMS.flatMap(room =>
          ROOMS.filter(
            other => other !== room && !MAY_IMPORT[room].includes(other),
          ).map(other => ({
            target: `./src/${room}`,
            from: `./src/${other}`,
            message: `${room} must not know ${other}: see ARCHITECTURE.md`,
          })),
        ),
      },
    ],
  },
});
