import fc from 'fast-check';
import { CLOUD_EVENT_HEADERS, readCloudEvent } from './cloudEvent';
import { RequestDraft, webhookRequest } from './testing';

const envelope = {
  specversion: '1.0',
  id: 'e1',
  source: '/ci/7',
  type: 'test.acme.built',
  subject: 'payments',
  time: '2026-10-01T12:00:00+02:00',
  datacontenttype: 'application/json',
  dataschema: 'https://acme.test/schema',
  requestid: 'r1',
  data: { a: 1 },
};

const read = (draft: RequestDraft) => readCloudEvent(webhookRequest(draft));

const event = {
  id: 'e1',
  source: '/ci/7',
  type: 'test.acme.built',
  subject: 'payments',
  time: '2026-10-01T10:00:00.000Z',
  data: { a: 1 },
  extensions: { requestid: 'r1' },
};

const STRUCTURED = 'application/cloudevents+json; charset=utf-8';
const BATCH = 'application/cloudevents-batch+json';

describe('readCloudEvent', () => {
  it.each([
    ['with its content type', STRUCTURED],
    ['with another', 'application/json'],
    ['with none', undefined],
  ])('reads a structured event %s', (_, type) => {
    expect(read({ headers: { 'Content-Type': type }, body: envelope })).toEqual(
      { value: [event] },
    );
  });

  it.each([BATCH, 'application/json'])('reads a batch as %s', type => {
    expect(
      read({
        headers: { 'Content-Type': type },
        body: [envelope, { ...envelope, id: 'e2' }],
      }),
    ).toEqual({ value: [event, { ...event, id: 'e2' }] });
    expect(read({ headers: { 'Content-Type': type }, body: [] })).toEqual({
      value: [],
    });
  });

  const binary = {
    'ce-specversion': '1.0',
    'ce-id': 'e1',
    'ce-source': '/ci/7',
    'ce-type': 'test.acme.built',
    'ce-subject': 'pay%6Dents',
    'ce-time': '2026-10-01T10:00:00Z',
    'ce-requestid': 'r1',
    'content-type': 'application/json',
  };

  it('reads a binary event', () => {
    expect(read({ headers: binary, body: { a: 1 } })).toEqual({
      value: [event],
    });
  });

  it('keeps a header that is not encoded as it is', () => {
    expect(
      read({ headers: { ...binary, 'ce-subject': '50%' }, body: { a: 1 } }),
    ).toEqual({ value: [{ ...event, subject: '50%' }] });
  });

  it.each([
    ['text', 'text/plain', 'hello', 'hello'],
    ['JSON of another name', 'application/vnd.acme+json', '{"a":2}', { a: 2 }],
    ['nothing', 'application/json', '', null],
    ['JSON of no name', undefined, '[1]', [1]],
  ])('reads %s as the data of a binary event', (_, type, body, data) => {
    expect(
      read({ headers: { ...binary, 'content-type': type }, body }),
    ).toEqual({ value: [{ ...event, data }] });
  });

  it('can be read of the headers that it asks to keep', () => {
    const kept = Object.fromEntries(
      Object.entries(binary).filter(
        ([name]) =>
          CLOUD_EVENT_HEADERS.includes(name) || name === 'content-type',
      ),
    );
    expect(read({ headers: kept, body: { a: 1 } })).toEqual({
      value: [{ ...event, extensions: {} }],
    });
  });

  it.each([
    ['JSON', 'application/json', '{"a":1}', { a: 1 }],
    ['JSON by default', undefined, '{"a":1}', { a: 1 }],
    ['text', 'text/plain', 'hello', 'hello'],
  ])('decodes %s', (_, datacontenttype, content, data) => {
    const { data: _plain, ...rest } = envelope;
    expect(
      read({
        body: {
          ...rest,
          datacontenttype,
          data_base64: Buffer.from(content).toString('base64'),
        },
      }),
    ).toEqual({ value: [{ ...event, data }] });
  });

  it('has nulls for what is not there', () => {
    const { specversion, id, source, type } = envelope;
    expect(read({ body: { specversion, id, source, type } })).toEqual({
      value: [
        {
          id,
          source,
          type,
          subject: null,
          time: null,
          data: null,
          extensions: {},
        },
      ],
    });
  });

  it.each([
    ['specversion', undefined, 'missing'],
    ['specversion', '0.3', 'no version 1 of CloudEvents'],
    ['id', undefined, 'missing'],
    ['id', '', 'empty'],
    ['source', 7, 'number where string is expected'],
    ['type', null, 'null where string is expected'],
    ['subject', {}, 'object where string is expected'],
    ['time', '1700000000', 'no time of RFC 3339'],
    ['time', 1700000000, 'number where string is expected'],
    ['data_base64', 7, 'number where string is expected'],
    ['data_base64', 'e30x', 'no JSON document, though datacontenttype says so'],
  ])('says that %s is wrong: %j', (field, value, reason) => {
    const broken = { ...envelope, [field]: value };
    expect(read({ body: broken })).toEqual({ reason: `${field}: ${reason}` });
    expect(
      read({
        headers: { 'content-type': BATCH },
        body: [envelope, broken],
      }),
    ).toEqual({ reason: `1.${field}: ${reason}` });
  });

  it('says that a header is missing, by the name of its attribute', () => {
    const { 'ce-id': _id, ...headers } = binary;
    expect(read({ headers, body: {} })).toEqual({ reason: 'id: missing' });
  });

  it.each([
    ['', 'The body is empty'],
    ['{"a":', 'it ends too early'],
    ['7', 'the payload: number where object is expected'],
  ])('says what is wrong with the body %p', (body, reason) => {
    expect(read({ body })).toEqual({ reason: expect.stringContaining(reason) });
  });

  it('says what is wrong with a binary event that is no JSON', () => {
    expect(read({ headers: binary, body: '[1' })).toEqual({
      reason: expect.stringContaining('The body is no JSON document'),
    });
  });

  it('never throws', () => {
    const header = fc.option(fc.string(), { nil: undefined });
    fc.assert(
      fc.property(
        fc.record({
          'content-type': fc.oneof(header, fc.constantFrom(STRUCTURED, BATCH)),
          'ce-specversion': fc.constantFrom('1.0', undefined),
          'ce-id': header,
          'ce-source': header,
          'ce-type': header,
          'ce-time': header,
        }),
        fc.oneof(
          fc.uint8Array().map(bytes => Buffer.from(bytes)),
          fc.jsonValue(),
          fc.jsonValue().map(data => ({ ...envelope, data_base64: data })),
        ),
        (headers, body) => {
          const reading = read({ headers, body: body ?? 'null' });
          expect('value' in reading || reading.reason !== '').toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });
});
