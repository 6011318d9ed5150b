import { commitOf, digestOf } from '../__testUtils__/deliveries';
import { parseRevision } from './revision';

const commit = commitOf('c');
const digest = digestOf('d');

describe('a revision', () => {
  it.each([
    [`main@sha1:${commit}`, { commit }],
    [`refs/heads/release@1@sha1:${commit}`, { commit }],
    [`sha1:${commit}`, { commit }],
    [`main/${commit}`, { commit }],
    [`feature/x/${commit}`, { commit }],
    [commit, { commit }],
    [`1.2.3@${digest}`, { digest, tag: '1.2.3' }],
    [`latest@${digest}`, { digest, tag: 'latest' }],
    [digest, { digest }],
    [`feature/x@${digest}`, { digest }],
    ['6.6.1+0cc9a8446c95', { tag: '6.6.1' }],
    ['6.6.1+build.5', { tag: '6.6.1_build.5' }],
    ['6.6.1', { tag: '6.6.1' }],
    ['main@sha1:abc123', { tag: 'main' }],
    ['main@sha256:abc123', { tag: 'main' }],
    ['main@sha1:0000000000000000000000000000000000000000', { tag: 'main' }],
    ['', {}],
    ['@', {}],
  ])('%s names %j', (text, named) => {
    expect(parseRevision(text)).toEqual({
      commit: null,
      digest: null,
      tag: null,
      ...named,
    });
  });
});
