/**
 * The shape of a stand-in for a part of Electron: each member that Electron's own declarations have takes what they say it
 * is given, and an object has no member that they do not have. What it answers is as far as our main process looks at it.
 * `Given`: members that are given other stand-ins, a picture by its path, say.
 */
export type StandsInFor<T, Given extends keyof T = never> = {
  readonly [K in Exclude<keyof T, Given>]?: T[K] extends (...given: infer Arguments) => unknown
    ? (...given: Arguments) => unknown
    : unknown
}
