import { RegistryError } from './registryError';

const MAX_PROBLEMS = 50;

/** What went wrong while the rest went on. */
export class Problems {
  private readonly texts = new Set<string>();
  private passing = false;

  /** Whether asking again later may bring what is missing. */
  get mayPass(): boolean {
    return this.passing;
  }

  get list(): string[] {
    return [...this.texts];
  }

  note(text: string): void {
    if (this.texts.size < MAX_PROBLEMS) {
      this.texts.add(text.slice(0, 300));
    }
  }

  /** Does something; that a registry fails is noted, and undefined is the answer. */
  async attempt<T>(what: () => Promise<T>): Promise<T | undefined> {
    try {
      return await what();
    } catch (error) {
      if (!(error instanceof RegistryError)) {
        throw error;
      }
      this.passing ||= !error.lasting;
      this.note(error.message);
      return undefined;
    }
  }
}
