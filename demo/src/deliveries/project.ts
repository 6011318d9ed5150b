import { organization, user } from './github/account';
import { Commit } from './github/commit';
import { pushEvent } from './github/push';
import {
  pushedRepository,
  repository,
  RepositoryFacts,
} from './github/repository';
import { gitId } from './ids';
import { acme, Account } from './people';
import { Story } from './story';
import { Deployment } from './github/deployment';

/** A repository of Acme's, as far as later events depend on earlier ones. */
export class Project {
  readonly facts: RepositoryFacts;
  /** What runs in each environment, so that it can be replaced. */
  readonly running = new Map<string, Deployment>();
  private readonly pushes: Date[];
  private readonly counters = new Map<string, number>();
  private branchHead: string;

  constructor(
    readonly story: Story,
    options: { name: string; language: string; topics: string[]; days: number },
  ) {
    const createdAt = story.ago({ days: options.days });
    this.facts = {
      owner: acme,
      name: options.name,
      language: options.language,
      topics: options.topics,
      createdAt,
      fork: false,
    };
    this.pushes = [createdAt];
    this.branchHead = gitId(`${options.name} before the story`);
  }

  get name(): string {
    return this.facts.name;
  }

  /** The head of the default branch. */
  get head(): string {
    return this.branchHead;
  }

  /** The next number in one of the repository's countings. */
  next(kind: 'pull request' | 'run' | 'deployment'): number {
    const first = { 'pull request': 100, run: 400, deployment: 0 }[kind];
    const number = (this.counters.get(kind) ?? first) + 1;
    this.counters.set(kind, number);
    return number;
  }

  /** Tells of an event, with what every event of the repository has. */
  tell(
    event: string,
    { at, by }: { at: Date; by: Account },
    payload: object,
  ): void {
    this.story.github(
      event,
      {
        ...payload,
        repository: repository(this.facts, this.pushedBefore(at)),
        organization: organization(),
        sender: user(by),
      },
      at,
    );
  }

  /** Commits reach the default branch. */
  push(
    commits: Commit[],
    { at, by, forced = false }: { at: Date; by: Account; forced?: boolean },
  ): void {
    const before = this.branchHead;
    this.branchHead = commits[commits.length - 1].sha;
    this.pushes.push(at);
    const push = { branch: 'main', before, commits, pusher: by, forced };
    this.story.github(
      'push',
      {
        ...pushEvent(this.facts, push),
        repository: pushedRepository(this.facts, at),
        organization: organization(),
        sender: user(by),
      },
      at,
    );
  }

  private pushedBefore(at: Date): Date {
    return this.pushes.findLast(moment => moment <= at) ?? this.pushes[0];
  }
}
