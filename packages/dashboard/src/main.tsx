import { lazy, Suspense } from "react";
import { createRoot } from "react-dom/client";
import "./styles/base.css";

const WallPage = lazy(async () => ({ default: (await import("./wall/wall-page.tsx")).WallPage }));
const DeskPage = lazy(async () => ({ default: (await import("./desk/desk-page.tsx")).DeskPage }));

const ExplorePage = lazy(async () => ({
  default: (await import("./desk/explore/explore-page.tsx")).ExplorePage,
}));

const FONT_WAIT_MS = 3_000;

/** Labels are measured before they are placed: the fonts come first, but a wall never waits for them for long. */
async function loadFonts(): Promise<void> {
  const sample = "Đúng hạn toàn thành phố 0123456789";
  const all = [400, 500, 600].map((weight) => document.fonts.load(`${weight} 40px "IBM Plex Sans"`, sample));
  await Promise.race([Promise.allSettled(all), new Promise((resolve) => setTimeout(resolve, FONT_WAIT_MS))]);
}

/** The page of an address. */
function Page() {
  const { pathname } = window.location;
  if (pathname.startsWith("/wall")) return <WallPage />;
  return pathname.startsWith("/desk/explore") ? <ExplorePage /> : <DeskPage />;
}

const home = document.getElementById("root");
if (home === null) throw new Error("index.html has no #root");
await loadFonts();
createRoot(home).render(
  <Suspense fallback={null}>
    <Page />
  </Suspense>,
);
