// Loaded before a process of the built program (node --import): it lives on a day that the test has chosen, whatever day
// it is, and time passes as always.
const shift = Number(process.env['TEST_CLOCK_SHIFT_MS'] ?? 0)
const Real = Date
globalThis.Date = class Date extends Real {
  /** @param {any[]} parts */
  constructor(...parts) {
    // @ts-expect-error Date takes none, one or several.
    super(...(parts.length === 0 ? [Real.now() + shift] : parts))
  }
  static now() {
    return Real.now() + shift
  }
}
