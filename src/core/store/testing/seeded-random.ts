/** Whole numbers from 0 to below `limit`, the same for the same seed, so that a failure can be repeated. */
export function seededRandom(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    // A linear congruential generator with the constants of Numerical Recipes; its high bits are good enough.
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
}
