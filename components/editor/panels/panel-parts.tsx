'use client';

import type { ReactNode, Ref } from 'react';

type PanelProps = { label: string; onEscape: () => void; children: ReactNode };

/** A panel in the bar above the notes; Escape anywhere in it is `onEscape`. */
export function Panel({ label, onEscape, children }: PanelProps) {
  return (
    // The keys of the fields inside come up to here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <section
      aria-label={label}
      className="cn-panel"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.nativeEvent.isComposing) return;
        event.preventDefault();
        onEscape();
      }}
    >
      {children}
    </section>
  );
}

type TextFieldProps = {
  ref?: Ref<HTMLInputElement>;
  label: string;
  value: string;
  change: (value: string) => void;
  /** What Enter does; told whether Shift was held. */
  onEnter: (shift: boolean) => void;
  describedBy?: string;
  list?: string;
};

/** A field with its name before it. Enter that ends a composition is no Enter. */
export function TextField({ ref, label, value, change, onEnter, describedBy, list }: TextFieldProps) {
  return (
    <label className="cn-field">
      <span>{label}</span>
      <input
        ref={ref}
        type="text"
        autoComplete="off"
        value={value}
        aria-describedby={describedBy}
        list={list}
        onChange={(event) => {
          change(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          onEnter(event.shiftKey);
        }}
      />
    </label>
  );
}

type PanelButtonProps = {
  /** Said instead of the children, when those are a picture. */
  label?: string;
  disabled?: boolean;
  /** Whether it takes the focus when it appears. */
  focused?: boolean;
  run: () => void;
  children: ReactNode;
};

/** A button of a panel; one with a picture gets its name by `label`. */
export function PanelButton({ label, disabled = false, focused = false, run, children }: PanelButtonProps) {
  return (
    <button
      ref={focused ? focus : undefined}
      type="button"
      className={label === undefined ? 'cn-small-button' : 'cn-tool'}
      aria-label={label}
      title={label}
      // Stays where the focus is, and is named, when there is nothing to do just now.
      aria-disabled={disabled ? true : undefined}
      onClick={() => {
        if (!disabled) run();
      }}
    >
      {children}
    </button>
  );
}

type OptionProps = { label: string; checked: boolean; change: (checked: boolean) => void };

/** A box to tick. */
export function Option({ label, checked, change }: OptionProps) {
  return (
    <label className="cn-check">
      <input
        type="checkbox"
        checked={checked}
        onChange={(event) => {
          change(event.target.checked);
        }}
      />
      {label}
    </label>
  );
}

/** The `ref` of a field that takes the focus when it appears. */
export function focusAndSelect(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

function focus(button: HTMLButtonElement | null): void {
  button?.focus();
}
