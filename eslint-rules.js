/** The rules every package adds to the portal's own. */
module.exports = {
  rules: {
    '@typescript-eslint/no-explicit-any': 'error',
  },
};
