import { lazy } from "react";
import { loadScenes, SCENES } from "../scenes/index.ts";

const WallPage = lazy(async () => {
  const [{ WallPage: Wall }, scenes] = await Promise.all([import("../wall/wall-page.tsx"), loadScenes()]);
  return { default: () => <Wall scenes={scenes} /> };
});
const DeskPage = lazy(async () => ({ default: (await import("../desk/start/desk-page.tsx")).DeskPage }));
const ExplorePage = lazy(async () => ({
  default: (await import("../desk/explore/explore-page.tsx")).ExplorePage,
}));

const SignInPage = lazy(async () => ({
  default: (await import("../desk/sign-in/sign-in-page.tsx")).SignInPage,
}));

const PreviewPage = lazy(async () => ({
  default: (await import("../preview/preview-page.tsx")).PreviewPage,
}));

/** The page of an address; each is loaded when it is asked for. */
export function Page({ pathname }: { pathname: string }) {
  if (pathname.startsWith("/wall")) return <WallPage />;
  if (pathname.startsWith("/sign-in")) return <SignInPage />;
  if (pathname.startsWith("/preview")) return <PreviewPage />;
  return pathname.startsWith("/desk/explore") ? <ExplorePage /> : <DeskPage scenes={SCENES} />;
}
