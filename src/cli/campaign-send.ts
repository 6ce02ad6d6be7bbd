import { Command } from 'commander'
import type { Config } from '../config.js'
import type { Edge } from './edge.js'
import { Failure } from './failure.js'
import { readList } from './import-customers.js'
import { isServing } from './is-serving.js'
import type { Outcome } from './outcome.js'
import { setUp, withApp } from './set-up.js'

const help = `
The list has the columns telefono, nombre and servicio (tv or movil); comma or semicolon. Each recipient gets it once in a
run, however often the command is called. A run is the month unless --run names another. Rows with a fault are listed and
left out, and the command ends with exit code 1. The server sends at the pace of the number; works while it runs or not.`

/** `fideliza campaign send`. */
export const campaignCommand = (edge: Edge, outcome: Outcome): Command => {
  const send = new Command('send')
    .description('put the recipients of a list on the send ledger of a campaign')
    .argument('<campaign>', 'id of the campaign, e.g. preventive-survey')
    .requiredOption('--to <csv>', 'the list of recipients')
    .option('--run <name>', 'name of this run; another name sends again')
    .addHelpText('after', help)
    .action((campaign: string, options: Options) =>
      sendCampaign(edge, outcome, { campaign, ...options }),
    )
  return new Command('campaign').description('campaigns').addCommand(send)
}

type Options = { to: string; run?: string }

const reasons: Record<string, string> = {
  phone: 'telefono is no phone number',
  name: 'nombre is empty',
  service: 'servicio must be tv or movil',
  duplicate: 'the number is there twice for this service',
}

const sendCampaign = async (
  edge: Edge,
  outcome: Outcome,
  { campaign, to, run }: Options & { campaign: string },
): Promise<void> => {
  const started = setUp(edge)
  refuseWithoutChannel(started.config)
  const csv = await readList(to)
  const serving = await isServing(started.config)
  await withApp(started, edge, async (app) => {
    const result = await app.sendCampaign({
      definitionId: campaign,
      csv,
      startedBy: 'fideliza campaign send',
      ...(run === undefined ? {} : { run }),
    })
    for (const { line, reason } of result.rejected) {
      edge.note(`${to}:${line}: ${reasons[reason] ?? reason}\n`)
    }
    if (result.rejected.length > 0) outcome.exitCode = 1
    await edge.print(
      `${result.campaignId}: ${result.added} added, ${result.alreadyThere} there already, ${result.rejected.length} rows with a fault\n`,
    )
  })
  await edge.print(
    serving
      ? 'The server is running and sends them now.\n'
      : 'The server is not running: the messages go out when it starts (npm start).\n',
  )
}

const refuseWithoutChannel = ({ campaignChannel }: Config): void => {
  if (campaignChannel) return
  throw new Failure('No campaign can be sent.', {
    why: 'No channel is on that could carry it.',
    remedy: 'Set BAILEYS=on, or SIMULATOR=on to try it out.',
  })
}
