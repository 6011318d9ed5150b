import { z } from 'zod';
import { readPayload } from './payload';

const schema = z.object({
  id: z.union([z.number(), z.string()]),
  kind: z
    .union([z.literal('none'), z.number(), z.custom(() => false)])
    .optional(),
  action: z.enum(['created', 'deleted']),
  list: z.array(z.object({ digest: z.string().min(2) })),
  commit: z.string().refine(value => value !== 'abc', 'no full commit id'),
});

const valid = {
  id: 1,
  action: 'created',
  list: [{ digest: 'xy' }],
  commit: 'abcd',
};

describe('readPayload', () => {
  it('gives what fits, without what the schema does not ask for', () => {
    expect(readPayload(schema, { ...valid, more: 1 })).toEqual({
      value: valid,
    });
  });

  it.each([
    ['null', null, 'the payload: null where object is expected'],
    ['an array', [], 'the payload: array where object is expected'],
    ['nothing', undefined, 'the payload: missing'],
    ['a missing field', { ...valid, action: undefined }, 'action: missing'],
    [
      'an unknown word',
      { ...valid, action: 'hunter2' },
      'action: none of created, deleted',
    ],
    [
      'null inside a list',
      { ...valid, list: [{ digest: 'xy' }, { digest: null }] },
      'list.1.digest: null where string is expected',
    ],
    [
      'a number for text',
      { ...valid, list: [{ digest: 7 }] },
      'list.0.digest: number where string is expected',
    ],
    [
      'neither of two types',
      { ...valid, id: true },
      'id: boolean where number or string is expected',
    ],
    [
      'neither a word nor a type nor a form',
      { ...valid, kind: 'hunter2' },
      'kind: string where none or number is expected',
    ],
    ['neither of two, missing', { ...valid, id: undefined }, 'id: missing'],
    [
      'what the schema refuses in its own words',
      { ...valid, commit: 'abc' },
      'commit: no full commit id',
    ],
    [
      'what the library refuses in its own words',
      { ...valid, list: [{ digest: 'x' }] },
      'list.0.digest: Too small: expected string to have >=2 characters',
    ],
  ])('names the field for %s', (_, payload, reason) => {
    expect(readPayload(schema, payload)).toEqual({ reason });
  });
});
