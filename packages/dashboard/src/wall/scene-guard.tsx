import { Component, type ReactNode } from "react";

interface SceneGuardProps {
  /** Drawn in place of a scene that broke. */
  fallback: ReactNode;
  onFailure: () => void;
  children: ReactNode;
}

/** Keeps a broken scene from taking the wall down. */
export class SceneGuard extends Component<SceneGuardProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(): void {
    this.props.onFailure();
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
