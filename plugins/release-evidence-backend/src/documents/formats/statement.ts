import {
  DocumentSubject,
  EMPTY_FILE_DIGEST,
  StatementContent,
} from 'backstage-plugin-release-evidence-common';
import { refuse } from '../documentFault';
import type { JsonDocument } from '../json/jsonDocument';
import { commitOf, digestOf, subjectFrom, subjectsFrom } from '../subjects';
import { isObject, listOf, objectOf, textOf, wordOf } from '../values';
import type { FormatReading } from './format';
import { readPredicate } from './predicate';
import { sourceRefsOf } from './predicates/source';

/** What a statement says, whatever it is wrapped in. */
export type Statement = Pick<
  StatementContent,
  'predicateType' | 'subjects' | 'predicate'
> & { version: string | null; warnings: string[] };

const TYPE = /^https:\/\/in-toto\.io\/Statement\/v(\d+(?:\.\d+)?)$/;

/** Reads an in-toto statement that nobody signed. */
export function readInToto(document: JsonDocument): FormatReading {
  const { version, warnings, ...said } = readStatement(document);
  if (version === null) {
    throw refuse(
      '/_type',
      'is no version of https://in-toto.io/Statement',
      'Write it as https://in-toto.io/Statement/v1',
    );
  }
  if (document.frame([]).predicateType === undefined) {
    throw refuse('/predicateType', 'missing', 'Name the type of the predicate');
  }
  if (listOf(document.member('subject')).length === 0) {
    throw refuse(
      '/subject',
      'names no subject',
      'Name at least one subject with its digest',
    );
  }
  return {
    specVersion: version,
    contents: [
      {
        kind: 'statement',
        envelope: 'none',
        bundleVersion: null,
        ...said,
        signatures: 0,
      },
    ],
    warnings,
  };
}

/**
 * Reads what is there of a statement. Signed ones are kept even when they are
 * odd: it is for the verification to judge them.
 */
export function readStatement(document: JsonDocument): Statement {
  const type = document.member('_type') ?? document.member('type');
  const predicateType = document.member('predicateType');
  const version = TYPE.exec(wordOf(type))?.[1] ?? null;
  const { subjects, warnings } = readSubjects(document.member('subject'));
  if (version === null) {
    warnings.push('/_type: is no version of https://in-toto.io/Statement');
  }
  const { content, warnings: odd } = readPredicate(
    wordOf(predicateType),
    document.object('predicate'),
    sourceRefsOf(document.member('subject')),
  );
  return {
    version,
    predicateType: textOf(predicateType) ?? '',
    subjects,
    predicate: content,
    warnings: [...warnings, ...odd],
  };
}

const MOST_SUBJECTS = 1000;

function readSubjects(listed: unknown): {
  subjects: DocumentSubject[];
  warnings: string[];
} {
  const all = listOf(listed);
  const warnings: string[] = [];
  if (all.length === 0) {
    warnings.push('/subject: names no subject');
  }
  if (all.length > MOST_SUBJECTS) {
    warnings.push(`/subject: those behind the ${MOST_SUBJECTS}th are not read`);
  }
  const subjects = all.slice(0, MOST_SUBJECTS).map((value, index) => {
    const subject = isObject(value) ? subjectOf(value) : undefined;
    if (!subject || (subject.digests.length === 0 && !subject.commit)) {
      warnings.push(`/subject/${index}/digest: holds no digest or commit`);
    }
    if (subject?.digests.includes(EMPTY_FILE_DIGEST)) {
      warnings.push(`/subject/${index}/digest: is that of the empty file`);
    }
    return subject;
  });
  return { subjects: subjectsFrom(subjects), warnings };
}

function subjectOf(value: { [name: string]: unknown }) {
  const name = textOf(value.name) ?? textOf(value.uri);
  const digests = objectOf(value.digest);
  return subjectFrom({
    name,
    purl: name?.startsWith('pkg:') ? name : undefined,
    digests: Object.entries(digests).map(([algorithm, hex]) =>
      digestOf(algorithm, hex),
    ),
    commit: commitOf(digests) ?? undefined,
  });
}
