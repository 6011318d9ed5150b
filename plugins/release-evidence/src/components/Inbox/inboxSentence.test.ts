import type { DeliveryCount } from 'backstage-plugin-release-evidence-common';
import { source } from '../../__testUtils__/inboxFixtures';
import { englishTexts } from '../../__testUtils__/texts';
import { inboxSentence } from './inboxSentence';

const t = englishTexts();

const say = (
  sources: Parameters<typeof source>[0][],
  counts: DeliveryCount[] = [],
) => inboxSentence(t, sources.map(source), { counts, upTo: 1000 });

const dead = (name: string, count: number): DeliveryCount => ({
  source: name,
  status: 'dead',
  count,
});

const refused = {
  status: 'failing' as const,
  lastRejected: { at: '', reason: 'the token is wrong', count: 1 },
};
const never = {
  status: 'silent' as const,
  lastAcceptedAt: null,
};

describe('inboxSentence', () => {
  it.each([
    [
      [refused],
      [dead('ci', 1)],
      '1 delivery is dead: 1 of ci. Mend the cause and replay it.',
    ],
    [
      [{}],
      [dead('ci', 1), dead('registry', 2)],
      '3 deliveries are dead: 1 of ci, 2 of registry. Mend the cause and replay them.',
    ],
    [
      [refused, never],
      [],
      'What registry sends is refused. The token is wrong.',
    ],
    [
      [refused, { ...refused, id: 'ci' }],
      [],
      'What 2 sources send is refused: registry, ci.',
    ],
    [
      [{ status: 'silent' as const }, never],
      [],
      'registry is silent for longer than usual.',
    ],
    [[never, {}], [], 'registry has delivered nothing yet.'],
    [
      [{}, { status: 'not-served' as const }],
      [{ source: 'registry', status: 'ignored' as const, count: 3 }],
      'The one source that is served delivers, and nothing is dead.',
    ],
    [[{}, {}], [], 'All 2 sources deliver, and nothing is dead.'],
    [[{ status: 'not-served' as const }], [], 'No source is served.'],
  ])('says the worst first: %#', (sources, counts, sentence) => {
    expect(say(sources, counts)).toBe(sentence);
  });
});
