import {
  ProvenanceContent,
  StatementContent,
} from 'backstage-plugin-release-evidence-common';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import {
  corpusFolder,
  describeWithCorpus,
} from 'backstage-plugin-release-evidence-node/testUtils';
import { readDocument } from '../../readDocument';

const rowsOf = (folder: string) =>
  readFileSync(path.join(corpusFolder()!, 'EXPECTED.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map(line => line.split('\t'))
    .filter(([name]) => name.startsWith(`${folder}/`))
    .map(([name, , , type, , builder, , , why]) => ({
      name,
      type,
      builder,
      why,
    }));

function statementAt(name: string): StatementContent {
  const [file, position = '0'] = name.split('#');
  const bytes = readFileSync(path.join(corpusFolder()!, file));
  const reading = readDocument({ bytes, mediaType: null });
  if ('problem' in reading) {
    throw new Error(JSON.stringify(reading.problem));
  }
  return reading.contents[Number(position)] as StatementContent;
}

describeWithCorpus('published provenance', 'slsa-verifier', () => {
  const known = /^https:\/\/slsa\.dev\/provenance\/v(0\.2|1)$/;
  const rows = rowsOf('slsa-verifier').filter(({ type }) => known.test(type));

  it.each(rows.map(row => [row.name, row.builder] as const))(
    '%s',
    (name, builder) => {
      const provenance = statementAt(name).predicate as ProvenanceContent;
      expect(provenance).toMatchObject({
        kind: 'provenance',
        builder,
        repository: expect.stringMatching(/^github\.com\/[^/]+\/[^/]+$/),
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        buildType: expect.any(String),
      });
    },
  );

  it('leaves a draft of the type unread', () => {
    const drafts = rowsOf('slsa-verifier').filter(({ type }) =>
      type.endsWith('?draft'),
    );
    expect(drafts.length).toBeGreaterThan(0);
    for (const { name } of drafts) {
      expect(statementAt(name).predicate).toBeNull();
    }
  });
});

const SAID_LATER = {
  repository: 'github.com/slsa-framework/slsa-source-poc',
  activity: expect.any(String),
  actor: expect.any(String),
  at: expect.any(String),
};

describeWithCorpus('published source statements', 'slsa-source-track', () => {
  const rows = rowsOf('slsa-source-track').filter(({ type }) => type !== '');

  it.each(
    rows
      .filter(({ why }) => why?.startsWith('levels='))
      .map(({ name, why }) => [name, why] as const),
  )('%s: %s', (name, why) => {
    expect(statementAt(name).predicate).toMatchObject({
      kind: 'verification-summary',
      result: 'passed',
      levels: why.slice('levels='.length).split('+'),
      at: expect.any(String),
    });
  });

  it('says which refs they speak for, since they are annotated', () => {
    const refs = rows
      .filter(({ why }) => why?.startsWith('levels='))
      .map(({ name }) => statementAt(name).predicate)
      .flatMap(predicate =>
        predicate?.kind === 'verification-summary' ? predicate.sourceRefs : [],
      );
    expect(refs).toContain('refs/heads/main');
    expect(refs.every(ref => /^refs\//.test(ref))).toBe(true);
  });

  it.each(
    rows
      .filter(({ type }) => /source-provenance/.test(type))
      .map(({ name, type }) => [name, type] as const),
  )('%s: %s', (name, type) => {
    const { subjects, predicate } = statementAt(name);
    expect(subjects).toMatchObject([
      { commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
    ]);
    // The earliest of version 1 say no more than this.
    expect(predicate).toMatchObject({
      kind: 'source-provenance',
      previousCommit: expect.stringMatching(/^[0-9a-f]{40}$/),
      controls: expect.arrayContaining([
        { name: expect.any(String), since: expect.any(String) },
      ]),
      ...(type.endsWith('-draft') ? SAID_LATER : {}),
    });
  });
});
