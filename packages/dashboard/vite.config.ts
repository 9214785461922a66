import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Workspace packages come from their sources, so that the screen needs no other package built first. */
export default defineConfig({
  base: "/",
  plugins: [react()],
  resolve: { conditions: ["toancanh-source", "module", "browser", "development|production"] },
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    target: "es2023",
    sourcemap: false,
    // The wall is one bundle of deck.gl, recharts and Arrow served once from the same machine.
    chunkSizeWarningLimit: 2500,
    // Fonts stay files: a content security policy without `data:` must be enough.
    assetsInlineLimit: 0,
  },
});
