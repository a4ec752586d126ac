import { startEmbeddedPostgres } from '../../../gateway/store/postgres-embedded.ts'

await startEmbeddedPostgres({ directory: process.argv[2]! })
process.send?.('started')
setInterval(() => {}, 60_000)
