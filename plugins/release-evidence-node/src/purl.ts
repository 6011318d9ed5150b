/* Kept with the other names of artifacts; here for senders, which meet it most. */
export {
  parseArtifactPurl,
  type ArtifactReference,
} from 'backstage-plugin-release-evidence-common';
