import { Document, Tool } from './documents/document';
import {
  librariesOf,
  systemPackages,
  Vulnerability,
} from './documents/packages';
import { fullName } from './github/repository';
import { Project } from './project';
import { Built } from './release';
import { after } from './time';

/**
 * Has tools look at what was built, and uploads what they wrote for its digest,
 * or for its commit where they saw no more than that.
 *
 * @param found - what is known to be wrong with the packages inside
 */
export function upload(
  project: Project,
  built: Built,
  tools: Tool[],
  found: Vulnerability[] = [],
): void {
  const { facts } = project;
  const { commit, image, run } = built;
  const packages = [...systemPackages(), ...librariesOf(facts.language, found)];
  for (const tool of tools) {
    const document = tool({
      facts,
      image,
      commit,
      run,
      packages,
      vulnerabilities: found,
    });
    project.story.upload(
      document,
      subjectOf(project, built, document),
      after(document.at, { seconds: 5 }),
    );
  }
}

function subjectOf(
  { facts }: Project,
  { commit, image }: Built,
  { about }: Document,
): Record<string, string> {
  return about === 'image'
    ? { digest: image.digest }
    : {
        digest: `gitCommit:${commit.sha}`,
        repository: `github.com/${fullName(facts)}`,
      };
}
