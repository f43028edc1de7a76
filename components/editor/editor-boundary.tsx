'use client';

import { Component, type ReactNode } from 'react';
import { CopyMyText } from './copy-my-text.tsx';

type EditorBoundaryProps = {
  /** The notes as plain text. */
  text: () => string;
  /** What is shown below the message: the notes as the server rendered them. */
  fallback: ReactNode;
  children: ReactNode;
};

/** Keeps an error of the editor to the editor: the text can still be copied, and the editor be opened again. */
export class EditorBoundary extends Component<EditorBoundaryProps, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    if (!this.state.failed) return this.props.children;
    return (
      <>
        <div role="alert" className="cn-notice">
          <p>The editor stopped because of an error. What you typed is kept in this page.</p>
          <p className="cn-notice-actions">
            <button
              type="button"
              className="cn-small-button"
              onClick={() => {
                this.setState({ failed: false });
              }}
            >
              Open the editor again
            </button>
            <CopyMyText text={this.props.text} />
          </p>
        </div>
        {this.props.fallback}
      </>
    );
  }
}
