// npm run bench -- <name>: measures one thing; figures as JSON lines on stdout and in bench/results/.
import { prepare } from "./prepare.mjs";

prepare({ screens: false, bench: true });
await import("../bench/dist/main.js");
