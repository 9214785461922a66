import type { Bench } from "./bench.ts";
import { deadline } from "./deadline.ts";
import { fold } from "./fold.ts";
import { parity } from "./parity.ts";

/** Every bench there is: a new one is a file and a line here. */
export const BENCHES: readonly Bench[] = [deadline, fold, parity];
