import type { AssertionContent } from 'backstage-plugin-release-evidence-common';
import type { JsonDocument } from '../../json/jsonDocument';
import { objectsOf, textOf } from '../../values';

const MOST_ATTRIBUTES = 50;

/** Reads an in-toto release, or a SCAI attribute report. */
export function readAssertion(predicate: JsonDocument): AssertionContent {
  return {
    kind: 'assertion',
    attributes: objectsOf(predicate.member('attributes'))
      .flatMap(({ attribute }) => textOf(attribute) ?? [])
      .slice(0, MOST_ATTRIBUTES),
    purl: textOf(predicate.member('purl')),
  };
}
