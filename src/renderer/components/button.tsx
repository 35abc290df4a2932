import type { ComponentProps, Ref } from 'react';
import styles from './button.module.css';
import { classNames } from './class-names';
import { Icon, type IconName } from './icon';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `primary` for the one main action of a screen; `quiet` shows its edges only under the pointer. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger';
  readonly icon?: IconName;
  readonly ref?: Ref<HTMLButtonElement>;
}

export const Button = ({ kind = 'plain', icon, className, children, ...rest }: ButtonProps) => (
  <button type="button" className={classNames(styles.button, styles[kind], className)} {...rest}>
    {icon && <Icon name={icon} />}
    {children}
  </button>
);

export interface IconButtonProps extends Omit<ButtonProps, 'children' | 'aria-label' | 'title'> {
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
