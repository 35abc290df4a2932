import type { ComponentProps, Ref } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` for the one main action of a screen; `quiet` shows its edges only under the pointer. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: IconName;
  /** Whether it acts on the fields beside it and must not while one refuses what is typed; a main action does. */
  readonly actsOnFields?: boolean;
  readonly ref?: Ref<HTMLButtonElement>;
}

export const Button = ({
  kind = 'plain',
  actsOnFields = kind === 'primary',
  icon,
  className,
  children,
  onClick,
  ...rest
}: ButtonProps) => (
  <button
    type="button"
    className={classNames(styles.button, styles[kind], className)}
    onClick={actsOnFields && onClick ? unlessRefused(onClick) : onClick}
    {...rest}
  >
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

type Press = NonNullable<ButtonProps['onClick']>;

/**
 * Nothing is done with values that the form does not show: while a field refuses what is typed, which then stands there
 * instead of its value, the press leads to that field.
 */
const unlessRefused =
  (press: Press): Press =>
  (event) => {
    const form = event.currentTarget.closest('form, dialog, aside');
    const refused = form?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (refused) refused.focus();
    else press(event);
  };

export interface IconButtonProps extends Omit<
  ButtonProps,
  'actsOnFields' | 'children' | 'aria-label' | 'title'
> {
  readonly icon: IconName;
  /** What it does, for the tooltip and for screen readers. */
  readonly label: string;
}

export const IconButton = ({ icon, label, kind = 'quiet', className, ...rest }: IconButtonProps) => (
  <button
    type="button"
    className={classNames(styles.button, styles[kind], styles.square, className)}
    aria-label={label}
    title={label}
    {...rest}
  >
    <Icon name={icon} />
  </button>
);
