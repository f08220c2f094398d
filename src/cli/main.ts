import { run } from './program.ts'

/** The exit code is set, not called for: streams that are still being written end first. */
async function main(): Promise<void> {
  process.exitCode = await run(process.argv.slice(2))
}

// Not awaited: the program is bundled as CommonJS, where a module cannot wait.
void main()
