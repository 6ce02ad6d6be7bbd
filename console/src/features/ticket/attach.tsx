import { ActionIcon, Menu } from '@mantine/core'
import { IconFile, IconMicrophone, IconPaperclip, IconPhoto } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { TicketView } from '../../../../src/api/contract/ticket.js'
import { t } from '../../lib/language/messages.js'
import { AttachDialog } from './attach-dialog.js'
import type { Attachment } from './attach-dialog.js'
import { RecordDialog } from './record-dialog.js'

const accepted = {
  image: 'image/jpeg,image/png,image/webp',
  document: '.pdf,.doc,.docx,.xls,.xlsx,.ppt,.pptx,.txt,.csv',
}

const canRecord = 'mediaDevices' in navigator && 'MediaRecorder' in window

/** A file or a voice note for the customer. */
export const Attach = ({ ticket }: { ticket: TicketView }) => {
  const [attachment, setAttachment] = useState<Attachment | null>(null)
  const [isRecording, setRecording] = useState(false)
  const picker = useRef<HTMLInputElement>(null)
  const wanted = useRef<'image' | 'document'>('image')
  const pick = (kind: 'image' | 'document') => {
    wanted.current = kind
    if (!picker.current) return
    picker.current.accept = accepted[kind]
    picker.current.click()
  }
  return (
    <>
      <input
        ref={picker}
        type="file"
        hidden
        aria-label={t.attach.pick}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0]
          event.currentTarget.value = ''
          if (file) setAttachment({ kind: wanted.current, file })
        }}
      />
      <Menu withInitialFocusPlaceholder={false} position="top-end" withinPortal>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={36} aria-label={t.attach.open}>
            <IconPaperclip size={20} stroke={1.6} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoto size={16} aria-hidden />}
            onClick={() => pick('image')}
          >
            {t.attach.image}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconFile size={16} aria-hidden />}
            onClick={() => pick('document')}
          >
            {t.attach.document}
          </Menu.Item>
          {canRecord ? (
            <Menu.Item
              leftSection={<IconMicrophone size={16} aria-hidden />}
              onClick={() => setRecording(true)}
            >
              {t.attach.voice}
            </Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      {isRecording ? (
        <RecordDialog
          onCancel={() => setRecording(false)}
          onRecorded={(file) => {
            setRecording(false)
            setAttachment({ kind: 'voice', file })
          }}
        />
      ) : null}
      {attachment ? (
        <AttachDialog ticket={ticket} attachment={attachment} onDone={() => setAttachment(null)} />
      ) : null}
    </>
  )
}
