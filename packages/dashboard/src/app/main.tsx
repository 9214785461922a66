// These have a unicode-range for each subset: without it "ố" would be put together from "ô" and an accent.
import "@fontsource/ibm-plex-sans/400.css";
import "@fontsource/ibm-plex-sans/500.css";
import "@fontsource/ibm-plex-sans/600.css";
import { Suspense } from "react";
import { createRoot } from "react-dom/client";
import "./base.css";
import { Page } from "./pages.tsx";

const FONT_WAIT_MS = 3_000;

/** Labels are measured before they are placed, so fonts are loaded first; a wall waits for them only briefly. */
async function loadFonts(): Promise<void> {
  const sample = "Đúng hạn toàn thành phố 0123456789";
  const all = [400, 500, 600].map((weight) => document.fonts.load(`${weight} 40px "IBM Plex Sans"`, sample));
  await Promise.race([Promise.allSettled(all), new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS))]);
}

const home = document.getElementById("root");
if (home === null) throw new Error("index.html has no #root");
await loadFonts();
createRoot(home).render(
  <Suspense fallback={null}>
    <Page pathname={window.location.pathname} />
  </Suspense>,
);
