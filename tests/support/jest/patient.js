/** Tests that speak to servers and browsers, or try many cases, wait for what takes its time. Milliseconds. */
const TWO_MINUTES = 120_000;

jest.setTimeout(TWO_MINUTES);
