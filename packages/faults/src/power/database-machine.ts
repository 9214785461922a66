import { join } from "node:path";
import { type SpawnedFront, spawnClickHouseFront } from "@toancanh/harness";
import { createFragileDisk, type FragileDisk } from "./fragile-disk.ts";

/** The database does not start any more after a power cut. */
export class DatabaseLostError extends Error {}

interface DatabaseMachineOptions {
  /** Where its data lie when its power is never cut. */
  dir: string;
  /** Whether its power is to be cut: its data then lie on a disk that allows it. */
  isFragile: boolean;
  /** Synchronising does nothing: the control. */
  lies: boolean;
}

/** The machine with the database: the process that answers, and the disk below it. Its address outlives both. */
export class DatabaseMachine {
  readonly #disk: FragileDisk | null;
  readonly #options: DatabaseMachineOptions;
  #front: SpawnedFront;

  private constructor(options: DatabaseMachineOptions, disk: FragileDisk | null, front: SpawnedFront) {
    this.#options = options;
    this.#disk = disk;
    this.#front = front;
  }

  static async start(options: DatabaseMachineOptions): Promise<DatabaseMachine> {
    const disk = options.isFragile ? await createFragileDisk(null) : null;
    try {
      return new DatabaseMachine(options, disk, await startFront(options, disk));
    } catch (error) {
      await disk?.dispose();
      throw error;
    }
  }

  get url(): string {
    return this.#front.url;
  }

  /** Of the process that answers now; a cut forgets what was injected. */
  get faults(): SpawnedFront["faults"] {
    return this.#front.faults;
  }

  /**
   * Cuts the power in the middle of what is being written, and starts the machine again at its address.
   * @throws DatabaseLostError when the database does not start on what is left
   */
  async cutPower(): Promise<void> {
    const disk = this.#disk;
    if (disk === null) throw new Error("this machine's disk cannot be cut: start it fragile");
    const port = Number(new URL(this.url).port);
    await disk.cut(() => this.#front.kill());
    try {
      this.#front = await startFront(this.#options, disk, port);
    } catch (error) {
      throw new DatabaseLostError(`the database did not start after a power cut: ${error}`, { cause: error });
    }
  }

  async stop(): Promise<void> {
    await this.#front.stop();
    await this.#disk?.dispose();
  }
}

function startFront(
  { dir, lies }: DatabaseMachineOptions,
  disk: FragileDisk | null,
  port?: number,
): Promise<SpawnedFront> {
  return spawnClickHouseFront({
    dir: disk === null ? dir : join(disk.dir, "clickhouse"),
    ...(port === undefined ? {} : { port }),
    ...(disk === null ? {} : { env: disk.env(lies) }),
  });
}
