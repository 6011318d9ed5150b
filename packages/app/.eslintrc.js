module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  ...require('../../eslint-rules'),
  overrides: [
    {
      // These drive a browser and do not run in one.
      files: ['e2e-tests/**'],
      rules: { 'no-restricted-imports': 'off' },
    },
  ],
});
