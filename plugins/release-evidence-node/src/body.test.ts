import { bodyHash, parseJsonBody } from './body';

describe('parseJsonBody', () => {
  it('reads a document whatever else is around it', () => {
    expect(parseJsonBody(Buffer.from(' {"a":[1]}\n'))).toEqual({ a: [1] });
  });

  it('reads a document that begins with a byte order mark', () => {
    expect(parseJsonBody(Buffer.from('\uFEFF{"a":1}'))).toEqual({ a: 1 });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'The body is empty'],
    ['half a document', Buffer.from('{"a":'), 'it ends too early'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe]), 'it is not UTF-8'],
    [
      'a field without quotes',
      Buffer.from('{"a":1, b:2}'),
      'it stops making sense at position 8',
    ],
    [
      'a value that is none',
      Buffer.from('{"password": hunter2}'),
      'The body is no JSON document.',
    ],
  ])('refuses %s and says why', (_, body, message) => {
    expect(() => parseJsonBody(body)).toThrow(message);
  });

  it('never repeats the body', () => {
    expect(() => parseJsonBody(Buffer.from('hunter2'))).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.not.stringContaining('hunter2'),
      }),
    );
  });
});

describe('bodyHash', () => {
  it('is the SHA-256 in hexadecimal', () => {
    expect(bodyHash(Buffer.from('abc'))).toBe(
      'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
  });
});
