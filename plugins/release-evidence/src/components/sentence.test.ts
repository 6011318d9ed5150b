import { asClause, asSentence } from './sentence';

describe('asClause', () => {
  it.each([
    ['An SBOM names this digest.', 'an SBOM names this digest'],
    ['The digest was recorded', 'the digest was recorded'],
    [
      'A policy verdict “allow” was given',
      'a policy verdict “allow” was given',
    ],
    ['SBOMs are signed', 'SBOMs are signed'],
    ['', ''],
  ])('turns “%s” into “%s”', (sentence, clause) => {
    expect(asClause(sentence)).toBe(clause);
  });
});

describe('asSentence', () => {
  it.each([
    ['no token is configured', 'No token is configured.'],
    ['It is gone.', 'It is gone.'],
  ])('makes a sentence of %s', (clause, sentence) => {
    expect(asSentence(clause)).toBe(sentence);
  });
});
