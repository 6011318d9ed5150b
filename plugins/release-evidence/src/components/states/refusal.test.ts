import { ResponseError } from '@backstage/errors';
import { isDenied, isGone, isHidden, reasonOf } from './refusal';

async function refused(status: number, name?: string) {
  return ResponseError.fromResponse(
    new Response(
      name &&
        JSON.stringify({
          error: { name, message: `Because of ${name}` },
          response: { statusCode: status },
        }),
      { status, headers: { 'content-type': 'application/json' } },
    ),
  );
}

describe('isHidden', () => {
  it.each([
    ['somebody who may not', 403, 'NotAllowedError', true],
    ['what does not exist for them', 404, 'NotFoundError', true],
    ['a portal without the backend', 404, undefined, false],
    ['a server in trouble', 503, 'ServiceUnavailableError', false],
  ])('knows %s', async (_, status, name, hidden) => {
    expect(isHidden(await refused(status, name))).toBe(hidden);
  });

  it('is not every error', () => {
    expect(isHidden(new Error('Failed to fetch'))).toBe(false);
  });
});

describe('isDenied and isGone', () => {
  it('tell a missing permission from a missing thing', async () => {
    expect(isDenied(await refused(403, 'NotAllowedError'))).toBe(true);
    expect(isDenied(await refused(404, 'NotFoundError'))).toBe(false);
    expect(isGone(await refused(404, 'NotFoundError'))).toBe(true);
    expect(isGone(await refused(403, 'NotAllowedError'))).toBe(false);
  });
});

describe('reasonOf', () => {
  it('is what the server said, else the error', async () => {
    expect(reasonOf(await refused(400, 'InputError'))).toBe(
      'Because of InputError',
    );
    expect(reasonOf(new Error('Failed to fetch'))).toBe('Failed to fetch');
  });
});
