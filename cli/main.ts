import { readFileSync } from 'node:fs'
import { Command, CommanderError } from 'commander'
import { toHistocorpusError } from '../pipeline/errors.ts'
import { classifyCommand } from './classify.ts'
import { detectCommand } from './detect.ts'
import { doctorCommand } from './doctor.ts'
import { enqueueCommand } from './enqueue.ts'
import { exit } from './exit.ts'
import { exportCommand } from './export.ts'
import { extractCommand } from './extract.ts'
import { matchCommand } from './match.ts'
import { pairsCommand } from './pairs.ts'
import { retryCommand } from './retry.ts'
import { runCommand } from './run.ts'
import { splitCommand } from './split.ts'
import { statusCommand } from './status.ts'
import { verifyCommand } from './verify.ts'
import { workCommand } from './work.ts'

const { version } = JSON.parse(
  readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
) as { version: string }

const commands = [
  runCommand,
  enqueueCommand,
  workCommand,
  statusCommand,
  retryCommand,
  extractCommand,
  detectCommand,
  splitCommand,
  matchCommand,
  classifyCommand,
  pairsCommand,
  exportCommand,
  verifyCommand,
  doctorCommand,
]

/** Parses the command line, runs one command and sets the exit code. */
export const main = async (argv: string[]): Promise<void> => {
  const program = new Command('histocorpus')
    .description('Turns biomedical articles into a histopathology image-caption corpus.')
    .version(version)
    .option('--debug', 'print stack traces')
    .showHelpAfterError('(add --help for how to use it)')
    .addHelpText(
      'after',
      `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 finished with failed items.

Example:
  $ histocorpus run articles/ --out corpus
  $ histocorpus pairs corpus | head`,
    )
  for (const command of commands) program.addCommand(command())
  for (const command of [program, ...program.commands]) command.exitOverride()
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(exit.done)
    throw error
  })
  try {
    await program.parseAsync(argv)
  } catch (thrown) {
    if (thrown instanceof CommanderError) {
      process.exitCode = thrown.exitCode === 0 ? exit.done : exit.usage
      return
    }
    const error = toHistocorpusError(thrown)
    process.stderr.write(`${error.code}: ${error.message}\n`)
    if (program.opts<{ debug?: boolean }>().debug) process.stderr.write(`${error.stack ?? ''}\n`)
    process.exitCode = error.code === 'E_USAGE' ? exit.usage : exit.failed
  }
}
