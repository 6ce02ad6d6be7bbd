import type { CorpusFile } from '../domain/intent.js'

/** One entry of one file of `intents/`, with what a report has to say of where it stands. */
export type PlacedEntry = { file: string; locale: 'es' | 'pt'; entry: CorpusFile['data'][number] }
