import { Commit } from '../github/commit';
import { RepositoryFacts } from '../github/repository';
import { Run } from '../github/workflow';
import { Image } from '../image';
import { Package, Vulnerability } from './packages';

/** A document as a tool of the pipeline wrote it. */
export interface Document {
  mediaType: string;
  body: string;
  /** When the tool was done. */
  at: Date;
  /** Whether it was made from the source alone, or from the image. */
  about: 'source' | 'image';
}

/** What the tools of a pipeline can see. */
export interface Build {
  facts: RepositoryFacts;
  image: Image;
  commit: Commit;
  run: Run;
  packages: Package[];
  vulnerabilities: Vulnerability[];
}

/** A tool of the pipeline, which looks at a build and writes a document. */
export type Tool = (build: Build) => Document;
