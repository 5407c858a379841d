import * as React from "react";
import { messageOf } from "./store/messageOf";

interface Caught {
  readonly message: string | null;
}

/** Keeps a fault in drawing from leaving an empty page, and says what it was. */
export class ErrorBoundary extends React.Component<{ readonly children: React.ReactNode }, Caught> {
  override readonly state: Caught = { message: null };

  static getDerivedStateFromError(thrown: unknown): Caught {
    return { message: messageOf(thrown) };
  }

  override render(): React.ReactNode {
    const { message } = this.state;
    if (message === null) return this.props.children;
    return (
      <div className="rr-empty" role="alert">
        <h2>This page could not be drawn</h2>
        <p>{message}</p>
        <p>
          This is a fault of the extension. Azure Boards is as it was. Reload the page; if it comes back, report it.
        </p>
      </div>
    );
  }
}
