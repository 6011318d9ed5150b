import { webLink } from './webLink';

describe('webLink', () => {
  it.each([
    'https://github.com/acme/payments/actions/runs/1?attempt=2#step',
    'http://registry.acme.test:5000/v2/payments/manifests/sha256:ab',
  ])('passes %s as it is', value => {
    expect(webLink(value)).toBe(value);
  });

  it('takes credentials out', () => {
    expect(webLink('https://robot:hunter2@registry.acme.test/v2/')).toBe(
      'https://registry.acme.test/v2/',
    );
  });

  it.each([
    // eslint-disable-next-line no-script-url
    'javascript:alert(1)',
    'data:text/html,x',
    'ftp://acme.test/x',
    'httpx://acme.test/x',
    '/runs/1',
    '',
    null,
    7,
  ])('refuses %p', value => {
    expect(webLink(value)).toBeUndefined();
  });
});
