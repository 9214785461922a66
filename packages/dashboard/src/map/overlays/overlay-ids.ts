/** Layer ids of `?overlays=id,id`, each once. */
export function parseOverlayIds(text: string | null): string[] {
  const ids = (text ?? "").split(",").filter((id) => /^[a-z0-9][a-z0-9-]{0,59}$/.test(id));
  return [...new Set(ids)];
}
