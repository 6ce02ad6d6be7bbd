import { FIGURES, type Evaluation } from './evaluate.js'
import { confusionPicture, linePicture } from './pictures.js'

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<table><tr>${head.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr>${rows
    .map((row) => `<tr>${row.map((value) => `<td>${escaped(value)}</td>`).join('')}</tr>`)
    .join('')}</table>`

const three = (value: number): string => value.toFixed(3)

const sweepPicture = ({ sweep }: Evaluation): string =>
  linePicture('Threshold sweep', [
    {
      name: 'answered right',
      colour: '#1971c2',
      points: sweep.map((one) => [one.threshold, one.answeredRight]),
    },
    {
      name: 'reject recall',
      colour: '#e03131',
      points: sweep.map((one) => [one.threshold, one.rejectRecall]),
    },
    {
      name: 'reject precision',
      colour: '#2f9e44',
      points: sweep.map((one) => [one.threshold, one.rejectPrecision]),
    },
  ])

const calibrationPicture = ({ calibration }: Evaluation): string =>
  linePicture('Calibration', [
    {
      name: 'what scores should mean',
      colour: '#999',
      points: [
        [0, 0],
        [1, 1],
      ],
    },
    {
      name: 'what they mean',
      colour: '#1971c2',
      points: calibration.map((one) => [one.meanScore, one.inScope]),
    },
  ])

/** A page that stands alone: figures with intervals, comparison with the accepted run, intents, pictures, mistakes. */
export const reportPage = (
  name: string,
  evaluation: Evaluation,
  accepted: Readonly<Record<string, number>>,
): string => {
  const { figures, intents, two, latency, mistakes, inScope, outOfScope } = evaluation
  const figureRows = FIGURES.map((figure) => {
    const { value, low, high } = figures[figure]
    const before = accepted[figure]
    return [figure, three(value), `${three(low)} – ${three(high)}`, before ? three(before) : '–']
  })
  const intentRows = [...intents]
    .sort((one, other) => one.f1 - other.f1)
    .map((one) => [
      one.intent,
      String(one.messages),
      three(one.precision),
      three(one.recall),
      three(one.f1),
    ])
  const mistakeRows = mistakes.map(({ text, expected, got }) => [
    expected.join(' + ') || 'None',
    got.join(' + ') || 'None',
    text,
  ])
  return `<!doctype html><meta charset="utf-8"><title>Evaluation: ${escaped(name)}</title>
<style>body{font:14px system-ui;margin:2rem;max-width:70rem}td,th{padding:.15rem .6rem;text-align:left;border-bottom:1px solid #ddd}</style>
<h1>Evaluation: ${escaped(name)}</h1>
<p>${inScope} messages in scope, ${outOfScope} out of scope, ${two.right} of ${two.all} double requests heard in order.
One reading takes ${latency.p50.toFixed(2)} ms (median), ${latency.p99.toFixed(2)} ms (99 in 100), ${latency.worst.toFixed(2)} ms (worst).</p>
${table(['figure', 'value', '95 % interval', 'accepted run'], figureRows)}
<h2>Threshold sweep</h2>${sweepPicture(evaluation)}
<h2>Calibration</h2>${calibrationPicture(evaluation)}
<h2>Confusion matrix</h2>${confusionPicture(evaluation.confusion)}
<h2>Intents</h2>${table(['intent', 'messages', 'precision', 'recall', 'F1'], intentRows)}
<h2>Mistakes</h2>${table(['meant', 'answered', 'message'], mistakeRows)}
`
}
