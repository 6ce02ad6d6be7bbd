import { ActionIcon, FileButton, Textarea } from '@mantine/core'
import { IconMicrophone, IconPhoto, IconPlayerStopFilled, IconSend2 } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { SimulatorMessageRequest } from '../../../../src/api/contract/simulator.js'
import { base64Of } from '../../lib/base64-of.js'
import { t } from '../../lib/language/messages.js'
import classes from './phone.module.css'
import { useVoice } from './use-voice.js'

const words = t.simulator
const tellEveryMs = 2_500

type PhoneComposerProps = {
  onSend: (message: Omit<SimulatorMessageRequest, 'from' | 'id'>) => void
  /** Something is being written; told again while that goes on. */
  onTyping: () => void
}

/** What the customer can send: text, an image, a voice note. */
export const PhoneComposer = ({ onSend, onTyping }: PhoneComposerProps) => {
  const [text, setText] = useState('')
  const toldAt = useRef(0)
  const write = (written: string) => {
    setText(written)
    if (written.trim() === '' || Date.now() - toldAt.current < tellEveryMs) return
    toldAt.current = Date.now()
    onTyping()
  }
  const voice = useVoice((note) => {
    void base64Of(note).then((base64) =>
      onSend({ media: { mimeType: note.type, base64, voice: true } }),
    )
  })
  const sendText = () => {
    if (text.trim() === '') return
    onSend({ text: text.trim() })
    setText('')
  }
  const sendImage = async (file: File | null) => {
    if (!file) return
    const caption = text.trim()
    const media = { mimeType: file.type, base64: await base64Of(file), fileName: file.name }
    onSend(caption === '' ? { media } : { media, text: caption })
    setText('')
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    sendText()
  }
  return (
    <div className={classes.composer}>
      <FileButton
        accept="image/*"
        onChange={(file) => void sendImage(file)}
        inputProps={{ 'aria-label': words.attach }}
      >
        {(button) => (
          <ActionIcon
            {...button}
            variant="subtle"
            color="gray"
            size={40}
            aria-label={words.attach}
            title={words.attach}
          >
            <IconPhoto size={20} />
          </ActionIcon>
        )}
      </FileButton>
      <Textarea
        className={classes.field}
        aria-label={words.message}
        placeholder={words.placeholder}
        autosize
        minRows={1}
        maxRows={5}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={pressed}
      />
      {text.trim() !== '' ? (
        <ActionIcon
          size={40}
          radius={20}
          aria-label={words.send}
          title={words.send}
          onClick={sendText}
        >
          <IconSend2 size={20} />
        </ActionIcon>
      ) : voice.isRecording ? (
        <ActionIcon
          size={40}
          radius={20}
          color="red"
          aria-label={words.stopVoice}
          title={words.stopVoice}
          onClick={voice.stop}
        >
          <IconPlayerStopFilled size={18} />
        </ActionIcon>
      ) : (
        <ActionIcon
          size={40}
          radius={20}
          aria-label={words.voice}
          title={words.voice}
          onClick={voice.start}
        >
          <IconMicrophone size={20} />
        </ActionIcon>
      )}
    </div>
  )
}
