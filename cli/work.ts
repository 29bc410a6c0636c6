import { resolve } from 'node:path'
import { Command } from 'commander'
import { readConfig } from '../pipeline/config.ts'
import { bullmqWorker } from '../queue/bullmq-worker.ts'
import { jobTimeoutSeconds, queueName, requireRedis, workModule } from './queue.ts'

export const workCommand = () =>
  new Command('work')
    .description(
      'Work for a corpus that `run --queue bullmq` coordinates, on this or another machine.',
    )
    .requiredOption('--out <dir>', 'folder of the corpus, at the same path on every machine')
    .option('--workers <n>', 'workers in this process', '1')
    .addHelpText(
      'after',
      `
The coordinator writes the corpus; workers only read sources and put pictures into its folder.

Example:
  $ REDIS_URL=redis://127.0.0.1:6379 histocorpus work --out /mnt/corpus --workers 2`,
    )
    .action(async ({ out, workers }: { out: string; workers: string }) => {
      const redisUrl = requireRedis(readConfig().redisUrl)
      const name = queueName(resolve(out))
      const pool = await Promise.all(
        Array.from({ length: Math.max(1, Number(workers) || 1) }, () =>
          bullmqWorker({ redisUrl, name, module: workModule, jobTimeoutSeconds }),
        ),
      )
      process.stderr.write(`${pool.length} workers wait for articles of ${resolve(out)}\n`)
      let asked = 0
      const stop = () => {
        asked += 1
        process.stderr.write(asked === 1 ? 'finishing the article in hand\n' : 'stopping at once\n')
        for (const worker of pool) void worker.close({ now: asked > 1 })
      }
      process.on('SIGINT', stop).on('SIGTERM', stop)
      try {
        await Promise.all(pool.map((worker) => worker.done))
      } catch (error) {
        // One worker cannot go on; the others would keep the process alive and the failure unseen.
        await Promise.allSettled(pool.map((worker) => worker.close({ now: true })))
        throw error
      } finally {
        process.off('SIGINT', stop).off('SIGTERM', stop)
      }
    })
