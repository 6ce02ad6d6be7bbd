/** The parts of nlp.js that are used, as they behave in 4.26; the packages carry no types. */
declare module '@nlpjs/lang-es' {
  export class StemmerEs {
    cache: Record<string, string>
    stemWord: (word: string) => string
  }
}

declare module '@nlpjs/lang-pt' {
  export class StemmerPt {
    cache: Record<string, string>
    stemWord: (word: string) => string
  }
}

declare module '@nlpjs/neural' {
  export type NeuralExample = { input: Record<string, number>; output: Record<string, number> }
  export class NeuralNetwork {
    constructor(settings?: Record<string, unknown>)
    train: (corpus: NeuralExample[]) => { iterations: number; error: number }
    run: (input: Record<string, number>) => Record<string, number> | undefined
    toJSON: () => { features: string[]; intents: string[]; perceptrons: number[][] }
  }
}
