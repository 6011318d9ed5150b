import { HEX, problem, understood, cycloneDx } from '../__testUtils__/reading';

const bom = (inside: string, attributes = '', version = '1.5') =>
  `<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/${version}" ${attributes}>${inside}</bom>`;

const components = (inside: string) =>
  bom(`<components>${inside}</components>`);

describe('CycloneDX as XML', () => {
  it('says the same as its JSON', () => {
    const xml = bom(
      `<metadata>
        <timestamp>2026-02-03T04:05:06</timestamp>
        <tools><components><component type="application"><name>syft</name><version>1</version></component></components></tools>
        <component type="container"><name>acme/payments</name></component>
      </metadata>
      <components>
        <component type="library" bom-ref="a"><name>outer</name>
          <licenses><license><id>MIT</id></license></licenses>
          <hashes><hash alg="SHA-256">${HEX}</hash></hashes>
          <components><component type="library"><name>inner</name></component></components>
        </component>
      </components>
      <dependencies><dependency ref="a"><dependency ref="b"/></dependency></dependencies>
      <vulnerabilities><vulnerability/></vulnerabilities>
      <own:part xmlns:own="https://acme.test"><anything/></own:part>`,
      'serialNumber="urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79" version="1"',
      '1.6',
    );
    expect(understood(xml)).toEqual(understood(cycloneDx()));
  });

  it('reads the tools of before 1.5, and prefixes', () => {
    const xml = `<c:bom xmlns:c="http://cyclonedx.org/schema/bom/1.4" version="1"><c:metadata>
      <c:tools><c:tool><c:vendor>Acme</c:vendor><c:name>t</c:name><c:version>2</c:version></c:tool></c:tools>
      <c:component type="file"><c:name>a</c:name><c:version>1</c:version><c:hashes><c:hash alg="SHA-512">${'ab'.repeat(
        64,
      )}</c:hash></c:hashes></c:component>
      </c:metadata></c:bom>`;
    expect(understood(xml).contents).toMatchObject([
      {
        specVersion: '1.4',
        tools: ['t 2'],
        subjects: [{ digests: [`sha512:${'ab'.repeat(64)}`] }],
      },
    ]);
  });

  it.each([
    [
      'an unknown type',
      components('<component type="libary"><name>a</name></component>'),
      '/bom/components/component/type',
    ],
    [
      'no type',
      components(
        '<component type="file"><name>a</name></component><component><name>b</name></component>',
      ),
      '/bom/components/component[2]/type',
    ],
    [
      'nothing inside',
      components('<component type="file"/>'),
      '/bom/components/component/name',
    ],
    [
      'a hash that is none',
      components(
        '<component type="file"><name>a</name><hashes><hash alg="MD5">xyz</hash></hashes></component>',
      ),
      '/bom/components/component/hashes/0/content',
    ],
    [
      'an unknown license',
      components(
        '<component type="file"><name>a</name><licenses><license><id>Apache 2</id></license></licenses></component>',
      ),
      '/bom/components/component/licenses/0/license/id',
    ],
    [
      'an unknown scope',
      components(
        '<component type="file"><name>a</name><scope>maybe</scope></component>',
      ),
      '/bom/components/component/scope',
    ],
    [
      'a patch of an unknown type',
      components(
        '<component type="file"><name>a</name><pedigree><patches><patch type="x"/></patches></pedigree></component>',
      ),
      '/bom/components/component/pedigree/patches/0/type',
    ],
    [
      'an unknown element',
      components(
        '<component type="file"><name>a</name><nmae>b</nmae></component>',
      ),
      '/bom/components/component/nmae',
    ],
    [
      'an unknown attribute',
      components(
        '<component type="file" colour="red"><name>a</name></component>',
      ),
      '/bom/components/component/@colour',
    ],
    [
      'a reference twice',
      components(
        '<component type="file" bom-ref="a"><name>a</name></component><component type="file" bom-ref="a"><name>b</name></component>',
      ),
      '/bom/components/component[2]/@bom-ref',
    ],
    ['an unknown part', bom('<parts/>'), '/bom/parts'],
    [
      'something else in a list',
      components('<service><name>a</name></service>'),
      '/bom/components/service',
    ],
    [
      'a dependency of nothing',
      bom('<dependencies><dependency/></dependencies>'),
      '/bom/dependencies/dependency/ref',
    ],
    [
      'a serial number that is none',
      bom('', 'serialNumber="1"'),
      '/bom/serialNumber',
    ],
    ['another version', bom('', '', '1.2'), '/bom/@xmlns'],
    ['no namespace', '<bom/>', '/bom/@xmlns'],
    [
      'another root',
      '<components xmlns="http://cyclonedx.org/schema/bom/1.5"/>',
      '/components',
    ],
    [
      'data of an unknown flow',
      bom(
        '<services><service><name>a</name><data><classification flow="up">PII</classification></data></service></services>',
        '',
        '1.4',
      ),
      '/bom/services/service/data/0/flow',
    ],
    [
      'a time that is none',
      bom('<metadata><timestamp>yesterday</timestamp></metadata>'),
      '/bom/metadata/timestamp',
    ],
  ])('refuses %s', (_, xml, field) => {
    expect(problem(xml).field).toBe(field);
  });
});
