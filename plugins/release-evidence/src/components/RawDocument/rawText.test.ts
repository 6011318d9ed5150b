import { sizeOf, toRawText } from './rawText';

describe('toRawText', () => {
  it.each([
    ['indents JSON', '{"a":1}', '{\n  "a": 1\n}'],
    ['takes JSON out of a form', 'payload=%7B%22a%22%3A1%7D', '{\n  "a": 1\n}'],
    ['keeps anything else', '<testsuite/>', '<testsuite/>'],
    ['keeps a form that holds no JSON', 'payload=x', 'payload=x'],
  ])('%s', (_, body, text) => {
    expect(toRawText(body)).toEqual({ text, cut: false });
  });

  it('shows only the beginning of what is very long', () => {
    const { text, cut } = toRawText('x'.repeat(300_000));
    expect(text).toHaveLength(200_000);
    expect(cut).toBe(true);
  });
});

describe('sizeOf', () => {
  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [1_500, '1.5 kB'],
    [25_000_000, '25.0 MB'],
    [3_000_000_000, '3000.0 MB'],
  ])('writes %d as %s', (bytes, text) => {
    expect(sizeOf(bytes)).toBe(text);
  });
});
