import type { startProduct } from "@toancanh/cli";

/** `npm start -- --months 1` for a bench: any free port, and nothing that a bench does not ask for. */
export const BENCH_PRODUCT = {
  profile: "hcmc",
  port: 0,
  host: "127.0.0.1",
  rate: null,
  simulate: true,
  months: 1,
  seed: 1022,
  clock: null,
  replay: null,
  speed: 1,
  backup: null,
  allowedHosts: [],
  publicDelayMs: 3_600_000,
  access: null,
  diskLimits: { warn: 0.1, alarm: 0.03 },
  kafka: null,
} satisfies Omit<Parameters<typeof startProduct>[0], "data">;
