import { Button, FileButton, Group, NativeSelect, Textarea } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { CampaignDefinitionView } from '../../../../src/api/contract/campaign.js'
import { t } from '../../lib/language/messages.js'
import { explain } from '../../lib/request.js'
import { FormError } from '../../ui/form-error.js'
import { parseRecipients, writeRecipients } from './parse-recipients.js'
import type { ParsedRecipients, RecipientRow } from './parse-recipients.js'
import { RecipientPreview } from './recipient-preview.js'
import classes from './send-form.module.css'
import { SentReport } from './sent-report.js'
import { useSend } from './use-send.js'

const words = t.campaigns
const longestCsv = 90_000

type SendFormProps = { definitions: CampaignDefinitionView[]; onDone: () => void }

const fault = (
  csv: string,
  { missingColumns }: ParsedRecipients,
  ready: RecipientRow[],
): string | null => {
  if (csv.trim() === '') return null
  if (missingColumns.length > 0) return words.missingColumns(missingColumns.join(', '))
  return writeRecipients(ready).length > longestCsv ? words.tooLarge : null
}

/** Who gets it: a CSV file or pasted rows, checked row by row before anything is sent. */
export const SendForm = ({ definitions, onDone }: SendFormProps) => {
  const [definitionId, setDefinitionId] = useState(definitions[0]?.id ?? '')
  const [csv, setCsv] = useState('')
  const send = useSend()
  const parsed = useMemo(() => parseRecipients(csv), [csv])
  const ready = parsed.rows.filter(({ problem }) => problem === null)
  const wrong = fault(csv, parsed, ready)

  if (send.data) return <SentReport sent={send.data} onDone={onDone} />
  return (
    <section className={classes.form} aria-label={words.send}>
      <NativeSelect
        label={words.definition}
        data={definitions.map(({ id, name }) => ({ value: id, label: name }))}
        value={definitionId}
        onChange={(event) => setDefinitionId(event.currentTarget.value)}
      />
      <Textarea
        label={words.paste}
        description={words.pasteHint}
        placeholder={'telefono,nombre,servicio'}
        autosize
        minRows={4}
        maxRows={8}
        value={csv}
        spellCheck={false}
        onChange={(event) => setCsv(event.currentTarget.value)}
      />
      <div>
        <FileButton
          accept=".csv,text/csv,text/plain"
          onChange={(file) => void file?.text().then(setCsv)}
          inputProps={{ 'aria-label': words.file }}
        >
          {(button) => (
            <Button variant="default" {...button}>
              {words.file}
            </Button>
          )}
        </FileButton>
      </div>
      <FormError text={wrong ?? (send.error ? explain(send.error) : null)} />
      {parsed.rows.length > 0 ? (
        <>
          <p role="status">{words.summary(ready.length, parsed.rows.length - ready.length)}</p>
          <RecipientPreview rows={parsed.rows} />
        </>
      ) : null}
      <Group gap={8}>
        <Button
          disabled={ready.length === 0 || wrong !== null}
          loading={send.isPending}
          onClick={() => send.mutate({ definitionId, rows: ready })}
        >
          {words.submit(ready.length)}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t.common.cancel}
        </Button>
      </Group>
    </section>
  )
}
