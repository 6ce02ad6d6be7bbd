import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from './stored.js'

export type AlertSettings = { sound: boolean; browser: boolean }

let settings: AlertSettings = {
  sound: readStored('alert.sound') === 'on',
  browser: readStored('alert.browser') === 'on',
}
const listeners = new Set<() => void>()

/** Kept in this browser: who shares a room may want silence here and sound at home. */
export const setAlerts = (change: Partial<AlertSettings>): void => {
  settings = { ...settings, ...change }
  writeStored('alert.sound', settings.sound ? 'on' : null)
  writeStored('alert.browser', settings.browser ? 'on' : null)
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useAlertSettings = (): AlertSettings => useSyncExternalStore(subscribe, () => settings)

let audio: AudioContext | undefined

/** Two short tones; silent where the browser allows no sound before the first click. */
export const playTone = (): void => {
  audio ??= new AudioContext()
  for (const [index, frequency] of [659.25, 880].entries()) {
    const startsAt = audio.currentTime + index * 0.14
    const tone = audio.createOscillator()
    const volume = audio.createGain()
    tone.frequency.value = frequency
    volume.gain.setValueAtTime(0.0001, startsAt)
    volume.gain.exponentialRampToValueAtTime(0.12, startsAt + 0.02)
    volume.gain.exponentialRampToValueAtTime(0.0001, startsAt + 0.13)
    tone.connect(volume).connect(audio.destination)
    tone.start(startsAt)
    tone.stop(startsAt + 0.14)
  }
}

/** Asks for the right to notify; false when the browser or the user refuses. */
export const askToNotify = async (): Promise<boolean> =>
  'Notification' in window && (await Notification.requestPermission()) === 'granted'

type Alert = { title: string; body: string; tag: string; onClick: () => void }

/** Tells by sound and by the browser, as this browser is set. */
export const alertUser = ({ title, body, tag, onClick }: Alert): void => {
  if (settings.sound) playTone()
  if (!settings.browser || !('Notification' in window)) return
  if (Notification.permission !== 'granted') return
  const shown = new Notification(title, { body, tag, icon: '/icon.svg' })
  shown.addEventListener('click', () => {
    window.focus()
    onClick()
    shown.close()
  })
}
