import type { Overlay } from "@toancanh/contracts";
import cable from "./icons/cable.svg";
import camera from "./icons/camera.svg";
import dot from "./icons/dot.svg";
import lamp from "./icons/lamp.svg";
import mast from "./icons/mast.svg";
import pump from "./icons/pump.svg";
import tree from "./icons/tree.svg";

/** Addresses of white pictures on nothing, 48 × 48: the map and the legend give them the layer's colour. */
export const OVERLAY_ICON_URLS: Record<Overlay["icon"], string> = {
  cable,
  camera,
  dot,
  lamp,
  mast,
  pump,
  tree,
};
export const OVERLAY_ICON_PIXELS = 48;
