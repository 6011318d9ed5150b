import { latestTimestamp, timeOfEvent } from './payloadTime';

const receivedAt = '2026-10-01T12:00:00.000Z';

describe('latestTimestamp', () => {
  it.each([
    ['a plain field', { created_at: '2026-01-01T00:00:00Z' }, '2026-01-01'],
    ['camel case', { finishedAt: '2026-01-02T00:00:00Z' }, '2026-01-02'],
    ['a field of just that name', { timestamp: 1767398400 }, '2026-01-03'],
    [
      'the latest of many, at any depth',
      {
        created_at: '2026-01-01T00:00:00Z',
        jobs: [1, null, { updated_at: '2026-01-04T00:00:00Z' }],
        run: { updated_at: '2026-01-02T00:00:00Z' },
      },
      '2026-01-04',
    ],
  ])('finds %s', (_, payload, day) => {
    expect(latestTimestamp(payload, receivedAt)).toBe(`${day}T00:00:00.000Z`);
  });

  it.each([
    ['text that mentions a date', { comment: '2026-01-01T00:00:00Z' }],
    ['a word that merely ends alike', { format: '2026-01-01T00:00:00Z' }],
    ['the year one, which stands for nothing', { at: '0001-01-01T00:00:00Z' }],
    ['what has not happened yet', { expires_at: '2026-10-01T12:05:01Z' }],
    [
      'dates that a commit’s author chose',
      {
        head_commit: { timestamp: '2026-01-01T00:00:00Z' },
        commits: [{ timestamp: '2026-01-01T00:00:00Z' }],
        commit: { author: { date: '2026-01-01T00:00:00Z' } },
      },
    ],
    ['text', 'created_at'],
    ['nothing', null],
  ])('passes over %s', (_, payload) => {
    expect(latestTimestamp(payload, receivedAt)).toBeUndefined();
  });

  it('bears with a clock that is a little ahead', () => {
    expect(
      latestTimestamp({ updated_at: '2026-10-01T12:04:00Z' }, receivedAt),
    ).toBe('2026-10-01T12:04:00.000Z');
  });

  it('gets through a payload of any depth', () => {
    const depth = 200_000;
    const deep = JSON.parse(
      `${'{"a":'.repeat(depth)}{"at":"2026-01-01T00:00:00Z"}${'}'.repeat(
        depth,
      )}`,
    );
    expect(latestTimestamp(deep, receivedAt)).toBe('2026-01-01T00:00:00.000Z');
  });
});

describe('timeOfEvent', () => {
  const payload = { updated_at: '2026-09-01T00:00:00Z' };

  it('believes the event’s own field first', () => {
    expect(timeOfEvent({ eventTime: 1767225600, payload, receivedAt })).toEqual(
      { at: '2026-01-01T00:00:00.000Z', basis: 'event' },
    );
  });

  it.each([undefined, null, '', 'yesterday', '0001-01-01T00:00:00Z'])(
    'looks further when the field says %p',
    eventTime => {
      expect(timeOfEvent({ eventTime, payload, receivedAt })).toEqual({
        at: '2026-09-01T00:00:00.000Z',
        basis: 'payload',
      });
    },
  );

  it('says nothing when nothing is known', () => {
    expect(timeOfEvent({ payload: {}, receivedAt })).toBeUndefined();
  });
});
