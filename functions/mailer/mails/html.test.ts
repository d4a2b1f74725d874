import { html } from "./html";

test("values are escaped in content and in attributes", () => {
  const value = `<script>alert("x")</script> & 'y'`;
  expect(html`<p title="${value}">${value}</p>`.markup).toBe(
    '<p title="VALUE">VALUE</p>'.replaceAll(
      "VALUE",
      "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;y&#39;",
    ),
  );
});

test("markup made by the tag goes in as it is, once and in lists", () => {
  const items = ["<a>", "b"].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${html`<br>`}`.markup).toBe("<ul><li>&lt;a&gt;</li><li>b</li></ul><br>");
});

test("an object that looks like markup is not taken for it", () => {
  const row: unknown = JSON.parse('{"markup":"<script>"}');
  expect(html`${String(row)}`.markup).not.toContain("<script>");
});

test("numbers are written out", () => {
  expect(html`${0}`.markup).toBe("0");
});
