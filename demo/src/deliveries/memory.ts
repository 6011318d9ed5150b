import type { DatabaseService } from '@backstage/backend-plugin-api';

type Database = Awaited<ReturnType<DatabaseService['getClient']>>;

const TABLE = 'demo_start';

interface Row {
  id: number;
  started_at: string;
  delivered: boolean | number;
}

/**
 * Remembers when the demo was first started. The stories are told in terms of
 * that moment, so that a restart means the very same deliveries; and once all
 * of them were taken, they are not sent again.
 */
export class Memory {
  private constructor(private readonly knex: Database) {}

  static async open(database: DatabaseService): Promise<Memory> {
    const knex = await database.getClient();
    if (!(await knex.schema.hasTable(TABLE))) {
      await knex.schema.createTable(TABLE, table => {
        table.integer('id').primary();
        table.string('started_at').notNullable();
        table.boolean('delivered').notNullable();
      });
    }
    return new Memory(knex);
  }

  /** The first start, which is `now` when there was none before. */
  async firstStart(now: Date): Promise<{ at: Date; delivered: boolean }> {
    const fresh: Row = {
      id: 1,
      started_at: now.toISOString(),
      delivered: false,
    };
    await this.knex<Row>(TABLE).insert(fresh).onConflict('id').ignore();
    const row = await this.knex<Row>(TABLE).where({ id: 1 }).first();
    return {
      at: new Date(row!.started_at),
      delivered: Boolean(row!.delivered),
    };
  }

  async allDelivered(): Promise<void> {
    await this.knex<Row>(TABLE).where({ id: 1 }).update({ delivered: true });
  }
}
