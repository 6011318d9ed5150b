import { sourceTypesExtensionPoint } from '.';

describe('sourceTypesExtensionPoint', () => {
  it('belongs to the plugin that reads the sources', () => {
    expect(sourceTypesExtensionPoint.id).toBe('release-evidence.source-types');
  });
});
