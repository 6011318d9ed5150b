import {
  componentEntityV1alpha1Validator,
  DefaultNamespaceEntityPolicy,
  domainEntityV1alpha1Validator,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  getCompoundEntityRef,
  groupEntityV1alpha1Validator,
  KindValidator,
  locationEntityV1alpha1Validator,
  NoForeignRootFieldsEntityPolicy,
  parseEntityRef,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
  systemEntityV1alpha1Validator,
  userEntityV1alpha1Validator,
} from '@backstage/catalog-model';
import {
  hasReleaseEvidence,
  readComponentAnnotations,
} from 'backstage-plugin-release-evidence-common';
import { catalogEntities } from './__testUtils__/catalog';
import { demoConfig } from './__testUtils__/demoConfig';

const policy = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new DefaultNamespaceEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

const validators: Record<string, KindValidator> = {
  Component: componentEntityV1alpha1Validator,
  Domain: domainEntityV1alpha1Validator,
  Group: groupEntityV1alpha1Validator,
  Location: locationEntityV1alpha1Validator,
  System: systemEntityV1alpha1Validator,
  User: userEntityV1alpha1Validator,
};

const entities = catalogEntities();
const ofKind = (kind: string) => entities.filter(each => each.kind === kind);
const refs = new Set(
  entities.map(entity => stringifyEntityRef(getCompoundEntityRef(entity))),
);

describe('the catalog', () => {
  it.each(entities.map(entity => [stringifyEntityRef(entity), entity]))(
    'has a valid %s',
    async (_ref, entity) => {
      await expect(policy.enforce(entity as Entity)).resolves.toBeDefined();
      const { kind } = entity as Entity;
      await expect(validators[kind].check(entity as Entity)).resolves.toBe(
        true,
      );
    },
  );

  it('points nowhere that is not there', () => {
    const missing = entities
      .flatMap(entity => relationsOf(entity))
      .filter(ref => !refs.has(ref));
    expect(missing).toEqual([]);
    expect(refs.size).toBe(entities.length);
  });

  it('has approvers of both kinds, and people who are neither', () => {
    const groups = new Map<string, string[]>();
    for (const { metadata, spec } of ofKind('User')) {
      for (const group of (spec?.memberOf ?? []) as string[]) {
        groups.set(group, [...(groups.get(group) ?? []), metadata.name]);
      }
    }
    expect(groups.get('sre')?.length).toBeGreaterThanOrEqual(2);
    expect(groups.get('appsec')).toHaveLength(2);
    const teams = ofKind('Group').filter(
      ({ spec }) => spec?.type === 'product-team',
    );
    expect(teams.length).toBeGreaterThanOrEqual(3);
    for (const { metadata } of teams) {
      const people = groups.get(metadata.name) ?? [];
      expect(people.length).toBeGreaterThanOrEqual(2);
      expect(people.filter(name => groups.get('sre')!.includes(name))).toEqual(
        [],
      );
    }
  });

  it('annotates its components so that every name can be read', () => {
    const annotated = ofKind('Component').filter(hasReleaseEvidence);
    expect(annotated.length).toBeGreaterThanOrEqual(9);
    expect(ofKind('Component').length).toBe(annotated.length + 1);
    for (const entity of annotated) {
      const { annotations = {}, name } = entity.metadata;
      const facts = readComponentAnnotations(
        stringifyEntityRef(entity),
        annotations,
      );
      expect(facts.repositories).toEqual([`github.com/acme/${name}`]);
      expect(facts.artifacts).toHaveLength(
        annotations['release-evidence.io/artifacts'].split(',').length,
      );
      expect(facts.workflow === null).toBe(name !== 'payments');
    }
  });
});

describe('the people who can sign in', () => {
  it('are people of the catalog, under their own names', () => {
    const people = demoConfig.config.getConfigArray('demo.people');
    expect(people.length).toBeGreaterThanOrEqual(8);
    for (const person of people) {
      const user = ofKind('User').find(
        ({ metadata }) => metadata.name === person.getString('name'),
      );
      expect(user?.spec?.profile).toMatchObject({
        displayName: person.getString('displayName'),
      });
      expect(person.getString('role')).not.toBe('');
    }
  });

  it('stand one a line, as the start script reads them', () => {
    const people = demoConfig.config.getConfigArray('demo.people');
    const lines = demoConfig.text.match(
      /^ +- \{ name: \S+, displayName: [^,]+, role: [^}]+ \}$/gm,
    );
    expect(lines).toHaveLength(people.length);
  });
});

function relationsOf({ spec }: Entity): string[] {
  const one = (field: string, defaultKind: string) =>
    [spec?.[field] ?? []].flat().map(ref =>
      stringifyEntityRef(
        parseEntityRef(String(ref), {
          defaultKind,
          defaultNamespace: 'default',
        }),
      ),
    );
  return [
    ...one('owner', 'Group'),
    ...one('parent', 'Group'),
    ...one('memberOf', 'Group'),
    ...one('system', 'System'),
    ...one('domain', 'Domain'),
  ];
}
