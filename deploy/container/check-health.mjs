// Health check of a container: exit code 0 while the process answers, also while it says that it is degraded: what is
// degraded is for an operator, and a restart mends none of it.
const port = process.argv[2] ?? "10220";
const path = port === "10221" ? "/live" : "/api/v1/health";
const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(4000) });
process.exit(answer.ok ? 0 : 1);
