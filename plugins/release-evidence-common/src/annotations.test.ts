import {
  hasReleaseEvidence,
  isExpectedWorkflow,
  parseExpectedWorkflow,
  readComponentAnnotations,
} from './annotations';

const entity = (annotations?: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments', annotations },
});

describe('hasReleaseEvidence', () => {
  it.each([
    [{ 'release-evidence.io/artifacts': 'ghcr.io/a/b' }, true],
    [{ 'github.com/project-slug': 'a/b' }, true],
    [{ 'gitlab.com/project-slug': 'a/b' }, true],
    [{ 'github.com/project-slug': ' ' }, false],
    [{ 'backstage.io/techdocs-ref': 'dir:.' }, false],
    [undefined, false],
  ])('%j: %s', (annotations, expected) => {
    expect(hasReleaseEvidence(entity(annotations))).toBe(expected);
  });
});

describe('readComponentAnnotations', () => {
  it('reads names, repositories and the workflow', () => {
    expect(
      readComponentAnnotations('component:default/payments', {
        'release-evidence.io/artifacts':
          'ghcr.io/Acme/payments , pkg:npm/%40acme/payments,, not a name',
        'release-evidence.io/workflow':
          'github.com/acme/payments/.github/workflows/release.yml@refs/heads/*',
        'github.com/project-slug': 'Acme/payments',
        'gitlab.com/project-slug': 'group/sub/payments',
      }),
    ).toEqual({
      ref: 'component:default/payments',
      artifacts: ['ghcr.io/acme/payments', 'pkg:npm/%40acme/payments'],
      repositories: [
        'github.com/acme/payments',
        'gitlab.com/group/sub/payments',
      ],
      workflow: {
        repository: 'github.com/acme/payments',
        path: '.github/workflows/release.yml',
        ref: 'refs/heads/*',
      },
    });
  });

  it.each([
    [
      'url:https://git.acme.test/acme/payments/tree/main/',
      'git.acme.test/acme/payments',
    ],
    ['url:https://github.com/acme/payments/', 'github.com/acme/payments'],
    ['url:https://git.acme.test/acme/other/', 'github.com/acme/payments'],
    ['dir:.', 'github.com/acme/payments'],
  ])(
    'finds the host of a slug in the source location %s',
    (location, expected) => {
      expect(
        readComponentAnnotations('component:default/payments', {
          'github.com/project-slug': 'acme/payments',
          'backstage.io/source-location': location,
        }).repositories,
      ).toEqual([expected]);
    },
  );

  it('says nothing where nothing is said', () => {
    expect(readComponentAnnotations('component:default/x', {})).toEqual({
      ref: 'component:default/x',
      artifacts: [],
      repositories: [],
      workflow: null,
    });
  });
});

describe('parseExpectedWorkflow', () => {
  const release = '.github/workflows/release.yml';

  it.each([
    [
      `github.com/acme/payments/${release}`,
      'github.com/acme/payments',
      release,
    ],
    [
      `https://github.com/acme/payments/${release}`,
      'github.com/acme/payments',
      release,
    ],
    [
      'gitlab.com/acme/shop/payments//.gitlab-ci.yml',
      'gitlab.com/acme/shop/payments',
      '.gitlab-ci.yml',
    ],
    [
      'https://gitlab.com/acme/payments//ci/main.yml',
      'gitlab.com/acme/payments',
      'ci/main.yml',
    ],
  ])('reads %s', (text, repository, path) => {
    expect(parseExpectedWorkflow(text)).toEqual({
      repository,
      path,
      ref: null,
    });
    expect(parseExpectedWorkflow(`${text}@refs/heads/main`)?.ref).toBe(
      'refs/heads/main',
    );
  });

  it.each([
    undefined,
    '',
    'release.yml',
    'github.com/acme/payments',
    'github.com/acme/payments/',
    'gitlab.com/acme/payments//',
    'gitlab.com//.gitlab-ci.yml',
  ])('finds none in %p', text => {
    expect(parseExpectedWorkflow(text)).toBeNull();
  });
});

describe('isExpectedWorkflow', () => {
  const expected = parseExpectedWorkflow(
    'github.com/acme/payments/.github/workflows/release.yml@refs/tags/v*',
  )!;

  it.each([
    ['.github/workflows/release.yml', 'refs/tags/v1', true],
    ['.github/workflows/release.yml@main', 'refs/tags/v1', true],
    ['.github/workflows/release.yml', null, true],
    ['.github/workflows/release.yml', 'refs/heads/main', false],
    ['.github/workflows/other.yml', 'refs/tags/v1', false],
    [null, 'refs/tags/v1', false],
  ])('%s at %s: %s', (path, ref, result) => {
    expect(
      isExpectedWorkflow(expected, {
        repository: 'github.com/acme/payments',
        path,
        ref,
      }),
    ).toBe(result);
  });

  it('belongs to one repository', () => {
    expect(
      isExpectedWorkflow(expected, {
        repository: 'github.com/mallory/payments',
        path: expected.path,
        ref: 'refs/tags/v1',
      }),
    ).toBe(false);
  });
});
