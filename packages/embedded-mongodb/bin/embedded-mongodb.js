#!/usr/bin/env node
import { buildMissing } from '../../../scripts/build.mjs'

await buildMissing(['database'], (line) => process.stderr.write(`${line}\n`))
const { main } = await import('../dist/main.js')
await main(process.argv.slice(2))
