import type { Shape } from '../xml/xmlShape';

/*
 * CycloneDX in XML, made into CycloneDX in JSON
 *
 * The same model has two forms, and one published schema for each. Rather than
 * checking XML with rules of its own, what it says is brought into the form of
 * JSON and checked with that schema: one set of rules, one set of facts. The
 * shapes below say how each element is written there. Parts that no fact and no
 * rule of ours looks at (model cards, cryptography, …) are known by name and
 * left out.
 */

const text = (): Shape => 'text';
const ignored = (): Shape => 'ignored';
const REFERENCE = { 'bom-ref': 'bom-ref' };

const attachment = (): Shape => ({
  attributes: { 'content-type': 'contentType', encoding: 'encoding' },
  text: 'content',
});

const hashes = (): Shape => ({
  list: { hash: () => ({ attributes: { alg: 'alg' }, text: 'content' }) },
});

const properties = (): Shape => ({
  list: { property: () => ({ attributes: { name: 'name' }, text: 'value' }) },
});

const contact = (): Shape => ({
  attributes: REFERENCE,
  fields: { name: text, email: text, phone: text },
});

const organization = (): Shape => ({
  attributes: REFERENCE,
  fields: { name: text, address: ignored, url: text, contact },
  repeated: ['url', 'contact'],
});

const externalReferences = (): Shape => ({
  list: {
    reference: () => ({
      attributes: { type: 'type' },
      fields: { url: text, comment: text, hashes, properties },
    }),
  },
});

const licenses = (): Shape => ({
  list: {
    license: () => ({
      attributes: { ...REFERENCE, acknowledgement: 'acknowledgement' },
      fields: {
        id: text,
        name: text,
        text: attachment,
        url: text,
        licensing: ignored,
        properties,
      },
    }),
    expression: () => ({
      attributes: { ...REFERENCE, acknowledgement: 'acknowledgement' },
      text: 'expression',
    }),
    'expression-detailed': ignored,
  },
  wrapped: ['license'],
});

const issue = (): Shape => ({
  attributes: { type: 'type' },
  fields: {
    id: text,
    name: text,
    description: text,
    source: () => ({ fields: { name: text, url: text } }),
    references: () => ({ list: { url: text } }),
  },
});

const commit = (): Shape => {
  const person = (): Shape => ({
    fields: { timestamp: () => 'time', name: text, email: text },
  });
  return {
    fields: {
      uid: text,
      url: text,
      author: person,
      committer: person,
      message: text,
    },
  };
};

const patch = (): Shape => ({
  attributes: { type: 'type' },
  fields: {
    diff: () => ({ fields: { text: attachment, url: text } }),
    resolves: () => ({ list: { issue } }),
  },
});

const components = (): Shape => ({ list: { component } });

const pedigree = (): Shape => ({
  fields: {
    ancestors: components,
    descendants: components,
    variants: components,
    commits: () => ({ list: { commit } }),
    patches: () => ({ list: { patch } }),
    notes: text,
  },
});

/** The shape of a component. */
export function component(): Shape {
  return {
    attributes: {
      ...REFERENCE,
      type: 'type',
      'mime-type': 'mime-type',
    },
    fields: {
      supplier: organization,
      manufacturer: organization,
      authors: () => ({ list: { author: contact } }),
      author: text,
      publisher: text,
      group: text,
      name: text,
      version: text,
      versionRange: text,
      isExternal: () => 'boolean',
      description: text,
      scope: text,
      hashes,
      licenses,
      copyright: text,
      patentAssertions: ignored,
      cpe: text,
      purl: text,
      omniborId: text,
      swhid: text,
      swid: () => ({
        attributes: {
          tagId: 'tagId',
          name: 'name',
          version: 'version',
          tagVersion: 'tagVersion',
        },
        integers: ['tagVersion'],
        fields: { text: attachment, url: text },
      }),
      modified: () => 'boolean',
      pedigree,
      externalReferences,
      properties,
      components,
      evidence: ignored,
      releaseNotes: ignored,
      modelCard: ignored,
      data: ignored,
      cryptoProperties: ignored,
      tags: ignored,
    },
    repeated: ['omniborId', 'swhid'],
  };
}

/** The shape of a service. */
export function service(): Shape {
  return {
    attributes: REFERENCE,
    fields: {
      provider: organization,
      group: text,
      name: text,
      version: text,
      description: text,
      endpoints: () => ({ list: { endpoint: text } }),
      authenticated: () => 'boolean',
      'x-trust-boundary': () => 'boolean',
      trustZone: text,
      data: () => ({
        list: {
          classification: () => ({
            attributes: { flow: 'flow' },
            text: 'classification',
          }),
          dataflow: ignored,
        },
      }),
      licenses,
      patentAssertions: ignored,
      externalReferences,
      properties,
      services: () => ({ list: { service } }),
      releaseNotes: ignored,
      tags: ignored,
    },
  };
}

/** The shape of the metadata, and of the tools in the form before 1.5. */
export function metadata(): Shape {
  return {
    fields: {
      timestamp: () => 'time',
      lifecycles: ignored,
      tools: () => ({
        fields: {
          components,
          services: () => ({ list: { service } }),
          tool: () => ({
            fields: {
              vendor: text,
              name: text,
              version: text,
              hashes,
              externalReferences,
            },
          }),
        },
        repeated: ['tool'],
      }),
      authors: () => ({ list: { author: contact } }),
      component,
      manufacture: organization,
      manufacturer: organization,
      supplier: organization,
      licenses,
      properties,
      distributionConstraints: ignored,
    },
  };
}
