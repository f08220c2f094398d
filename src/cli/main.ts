import { run } from './program.ts'

// Set, not called: streams that are still being written end first.
process.exitCode = await run(process.argv.slice(2))
