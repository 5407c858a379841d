import { withoutMarkup } from "../../../scripts/local-boards/host/text";

describe("a long text without its markup", () => {
  it.each([
    ["<p>One</p><p>Two &amp; three</p>", "\nOne\n\nTwo &amp; three\n"],
    ["<ul><li>One</li></ul>", "\n• One\n"],
    ['a <b title="x > y">b</b><!-- <p> --> c', "a b c"],
    ["<script>alert(1)</script >ok<style>p {}", "ok"],
    ["1 < 2 and <unfinished", "1 < 2 and <unfinished"],
    ["<<img src=x onerror=alert(1)>", "<"],
  ])("%j is %j", (html, text) => {
    expect(withoutMarkup(html)).toBe(text);
  });

  it.each(["<a ", '<a "', "<aaaa", "<x\"'", "<a", "<script", "</script ", "<!-"])(
    "is read in no time, however often %j stands in it",
    (part) => {
      const begun = performance.now();
      withoutMarkup(part.repeat(250_000));
      withoutMarkup(part + part.charAt(part.length - 1).repeat(500_000));
      expect(performance.now() - begun).toBeLessThan(5000);
    },
  );
});
