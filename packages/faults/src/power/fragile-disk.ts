import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { buildShim, cutUnsynced } from "./disk-shim.ts";

const run = promisify(execFile);

/**
 * - `loop`: an ext4 file system on a file, shut down in the middle of its work: what lies in the kernel's memory only is
 *   gone, and the journal is recovered at the next mount. Needs the right to mount.
 * - `shim`: the process under test runs with a library that notes what it synchronised (shim/disk.c); the rest is taken
 *   away once it is dead. Contents only: names of files and folders are taken as kept. Needs a C compiler.
 */
export type DiskKind = "loop" | "shim";

/** A disk whose power can be cut. */
export interface FragileDisk {
  readonly kind: DiskKind;
  /** Where to keep data. */
  readonly dir: string;
  /** What a process that writes to it needs in its environment. @param lies synchronising does nothing: the control */
  env(lies: boolean): Record<string, string>;
  /** Cuts the power: what was not synchronised is gone when it resolves. `kill` ends every process that uses the disk. */
  cut(kill: () => Promise<void>): Promise<void>;
  dispose(): Promise<void>;
}

/** The best that this machine allows: mounting, else the shim. */
export async function createFragileDisk(kind: DiskKind | null): Promise<FragileDisk> {
  const folder = await mkdtemp(join(tmpdir(), "toancanh-power-"));
  const shim = await buildShim(folder);
  if (kind === "shim") return createShimDisk(folder, shim);
  try {
    return await createLoopDisk(folder, shim);
  } catch (error) {
    if (kind === "loop") {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return createShimDisk(folder, shim);
  }
}

const IMAGE_BYTES = 2 * 1024 ** 3;
/** FS_IOC_SHUTDOWN without writing the journal: <linux/fs.h>, <linux/ext4.h>. */
const SHUT_DOWN = `import fcntl, os, struct, sys
fcntl.ioctl(os.open(sys.argv[1], os.O_RDONLY), 0x8004587D, struct.pack("I", 2))`;

async function createLoopDisk(folder: string, shim: string): Promise<FragileDisk> {
  const image = join(folder, "disk.img");
  const dir = join(folder, "disk");
  await mkdir(dir);
  await run("truncate", ["-s", String(IMAGE_BYTES), image]);
  await run("mkfs.ext4", ["-q", "-F", image]);
  const mount = () => run("mount", ["-o", "loop", image, dir]);
  await mount();
  return {
    kind: "loop",
    dir,
    env: (lies) => (lies ? shimEnv(shim, "lie", dir, folder) : {}),
    async cut(kill) {
      await run("python3", ["-c", SHUT_DOWN, dir]);
      await kill();
      await run("umount", [dir]);
      await mount();
    },
    async dispose() {
      await run("umount", [dir]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function createShimDisk(folder: string, shim: string): Promise<FragileDisk> {
  const dir = join(folder, "disk");
  await mkdir(dir);
  return {
    kind: "shim",
    dir,
    env: (lies) => shimEnv(shim, lies ? "forget" : "track", dir, folder),
    async cut(kill) {
      await kill();
      await cutUnsynced(dir, join(folder, "table"));
      await truncate(join(folder, "table"), 0);
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

function shimEnv(shim: string, mode: string, dir: string, folder: string): Record<string, string> {
  return {
    LD_PRELOAD: shim,
    DISK_SHIM_MODE: mode,
    DISK_SHIM_ROOT: dir,
    DISK_SHIM_TABLE: join(folder, "table"),
  };
}
