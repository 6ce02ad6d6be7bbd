import { useSyncExternalStore } from 'react'
import { readStored, writeStored } from './stored.js'

export type AlertSettings = { sound: boolean; browser: boolean }

const kept = (): AlertSettings => ({
  sound: readStored('alert.sound') === 'on',
  browser: readStored('alert.browser') === 'on',
})

let settings = kept()
const listeners = new Set<() => void>()

const change = (next: AlertSettings): void => {
  settings = next
  for (const listener of listeners) listener()
}
// Turned on or off in another tab: this one follows.
window.addEventListener('storage', () => change(kept()))

/** Kept in this browser: who shares a room may want silence here and sound at home. */
export const setAlerts = (wanted: Partial<AlertSettings>): void => {
  const next = { ...settings, ...wanted }
  writeStored('alert.sound', next.sound ? 'on' : null)
  writeStored('alert.browser', next.browser ? 'on' : null)
  change(next)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export const useAlertSettings = (): AlertSettings => useSyncExternalStore(subscribe, () => settings)

let audio: AudioContext | undefined

const tones = (audio: AudioContext): void => {
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

/** Two short tones. Before the first click or key a browser allows no sound, and must not catch up on it later. */
export const playTone = (): void => {
  if (!navigator.userActivation.hasBeenActive) return
  audio ??= new AudioContext()
  const opened = audio
  void opened.resume().then(() => tones(opened))
}

/** Asks for the right to notify; false when the browser or the user refuses. */
export const askToNotify = async (): Promise<boolean> =>
  'Notification' in window && (await Notification.requestPermission()) === 'granted'

const toldAtMost = 200

/** Kept in this browser, so that neither a page that is loaded again nor a second tab tells once more. True when it is news. */
const isNews = (tag: string): boolean => {
  const told = (readStored('alert.told') ?? '').split(' ')
  if (told.includes(tag)) return false
  writeStored('alert.told', [...told, tag].slice(-toldAtMost).join(' '))
  return true
}

/** `tag`: names what is told, without spaces; told once in this browser. */
type Alert = { title: string; body: string; tag: string; onClick: () => void }

/** Tells by sound and by the browser, as this browser is set. */
export const alertUser = ({ title, body, tag, onClick }: Alert): void => {
  if (!(settings.sound || settings.browser) || !isNews(tag)) return
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
