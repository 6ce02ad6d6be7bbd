import { IconAlertCircle } from '@tabler/icons-react'
import classes from './form-error.module.css'

/** Why a form did not go through, in words, announced to screen readers. */
export const FormError = ({ text }: { text: string | null }) => (
  <div role="alert">
    {text ? (
      <p className={classes.error}>
        <IconAlertCircle size={16} aria-hidden />
        {text}
      </p>
    ) : null}
  </div>
)
