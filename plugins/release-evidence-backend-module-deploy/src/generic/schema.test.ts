import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import {
  EDGE_VALUES,
  placesIn,
  replacedAt,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { EVENTS } from '../__testUtils__/genericEvents';
import { readEvents } from './readEvents';

const file = path.resolve(__dirname, '../../schema/generic-event.schema.json');
const ajv = new Ajv2020({
  strict: true,
  strictTypes: false,
  strictRequired: false,
});
addFormats(ajv);
const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')));

function accepted(body: unknown): boolean {
  try {
    readEvents(Buffer.from(JSON.stringify(body) ?? ''));
    return true;
  } catch {
    return false;
  }
}

describe('the JSON Schema that is shipped', () => {
  it.each(Object.entries(EVENTS))('accepts an event of type %s', (_, event) => {
    expect([validate(event), validate.errors]).toEqual([true, null]);
    expect(accepted(event)).toBe(true);
    expect(validate([event, { ...event, id: 'other' }])).toBe(true);
  });

  it('says the same as the source, whatever stands in any place', () => {
    const events = Object.values(EVENTS);
    const different = events.flatMap(event =>
      placesIn(event).flatMap(place =>
        EDGE_VALUES.map(edge => replacedAt(event, place, edge))
          .filter(body => accepted(body) !== validate(body))
          .map(body => [place.join('.'), body, accepted(body)]),
      ),
    );
    expect(different).toEqual([]);
  });

  it.each([
    ['a digest in capitals', { digest: `sha256:${'A'.repeat(64)}` }],
    ['a bare digest', { digest: 'a'.repeat(64) }],
    ['a time without an offset', { time: '2026-10-01T12:00:00' }],
    ['a number for a time', { time: 1790848800 }],
    [
      'a short commit',
      { commit: { repository: 'github.com/a/b', sha: 'abc' } },
    ],
    ['a type that does not exist', { type: 'release' }],
    ['a tag with a space', { tag: '1 2' }],
    ['two lines for an id', { id: 'a\nb' }],
    ['nothing', []],
  ])('refuses %s, as the source does', (_, changes) => {
    const body = Array.isArray(changes)
      ? changes
      : { ...EVENTS.artifact, ...changes };
    expect([validate(body), accepted(body)]).toEqual([false, false]);
  });

  it.each([
    ['nothing', EVENTS.deployment, { digest: null, tag: null, commit: null }],
    [
      'a tag alone',
      EVENTS.approval,
      { digest: null, repository: null, commit: null },
    ],
    ['no digest and no tag', EVENTS.artifact, { digest: null, tag: null }],
  ])('refuses an event that names %s', (_, event, changes) => {
    const body = { ...event, ...changes };
    expect([validate(body), accepted(body)]).toEqual([false, false]);
  });
});
