import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ComponentType } from 'react'
import type { DeskBlock } from '../../../../../src/api/contract/desk-settings.js'
import { t } from '../../../lib/language/messages.js'
import { explain } from '../../../lib/request.js'
import { FormError } from '../../../ui/form-error.js'
import { Moment } from '../../../ui/moment.js'
import classes from './block-form.module.css'
import type { FieldsProps } from './fields.js'
import { useBlock } from './use-block.js'
import type { Block } from './use-block.js'

const words = t.deskForm

type BlockFormProps<Value> = {
  name: DeskBlock
  block: Block<Value>
  Fields: ComponentType<FieldsProps<Value>>
  /** Last touch before it is sent, such as an id for what is new. */
  finish?: (value: Value) => Value
}

const nothing = () => undefined
const noError = () => null

const Changed = <Value,>({ block }: { block: Block<Value> }) => {
  if (!block.changed) return <p className="quiet">{words.asDelivered}</p>
  return (
    <p className="quiet">
      {words.changedBy(block.changedBy?.name ?? t.common.none)}
      {block.changedAt ? (
        <>
          {' · '}
          <Moment at={block.changedAt} />
        </>
      ) : null}
    </p>
  )
}

type OvertakenProps<Value> = Pick<BlockFormProps<Value>, 'block' | 'Fields'> & {
  onKeep: () => void
  onDrop: () => void
}

/** Somebody saved this block while it was being changed here: what they saved, and which of the two is to stay. */
const Overtaken = <Value,>({ block, Fields, onKeep, onDrop }: OvertakenProps<Value>) => {
  const who = block.changedBy?.name ?? t.common.none
  return (
    <div role="alert" className={classes.overtaken}>
      <p className={classes.warning}>
        <IconAlertTriangle size={16} aria-hidden /> {words.overtaken(who)}
      </p>
      <fieldset disabled className={classes.theirs}>
        <legend>{words.theirs(who)}</legend>
        <Fields value={block.value} onChange={nothing} errorAt={noError} />
      </fieldset>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onDrop}>
          {words.takeTheirs}
        </Button>
        <Button variant="default" onClick={onKeep}>
          {words.keepMine}
        </Button>
      </div>
    </div>
  )
}

/** One block of the desk's settings, saved for itself. */
export const BlockForm = <Value,>({ name, block, Fields, finish }: BlockFormProps<Value>) => {
  const form = useBlock(name, block)
  const id = `block-${name}`
  return (
    <section aria-labelledby={id} className={classes.block}>
      <header>
        <h2 id={id}>{words.blocks[name].title}</h2>
        <p className="quiet">{words.blocks[name].intro}</p>
        <Changed block={block} />
      </header>
      {form.isOvertaken ? (
        <Overtaken block={block} Fields={Fields} onKeep={form.keep} onDrop={form.drop} />
      ) : null}
      <form
        noValidate
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault()
          form.save(finish ? finish(form.value) : form.value)
        }}
      >
        <Fields value={form.value} onChange={form.change} errorAt={form.errorAt} />
        <FormError text={form.error ? explain(form.error) : null} />
        <div className={classes.buttons}>
          <Button
            type="submit"
            disabled={!form.isChanged || form.isOvertaken}
            loading={form.isBusy}
            aria-label={words.saveNamed(words.blocks[name].title)}
          >
            {t.common.save}
          </Button>
          {form.isChanged ? (
            <Button variant="default" onClick={form.drop}>
              {words.discard}
            </Button>
          ) : block.changed ? (
            <Button variant="default" onClick={() => form.save(null)}>
              {words.toStandard}
            </Button>
          ) : null}
        </div>
      </form>
    </section>
  )
}
