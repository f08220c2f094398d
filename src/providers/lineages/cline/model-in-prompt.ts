/** The model, below the mode's name, as it stands among what an extension tells its model of the surroundings. */
const MODEL = /<\/name>(?:\n|\\n)<model>([^<>"\\\n]{1,200})<\/model>/g

/** The model that a prompt names last, in plain text or as it stands in JSON; before it may stand older prompts. */
export function modelInPrompt(prompt: string): string | undefined {
  return [...prompt.matchAll(MODEL)].at(-1)?.[1]
}
