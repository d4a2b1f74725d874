import fc from "fast-check";
import { markupAttacks } from "#testing/markup-attacks";
import { plainText, sanitize } from "./html";

/** What may be in what comes out: by name, tag by tag. */
const attributes: Record<string, string[]> = {
  ...{ a: ["href", "title", "rel"], abbr: ["title"], code: ["class"], ol: ["start"] },
  ...{
    img: ["src", "alt", "title", "width", "height"],
    th: ["colspan", "rowspan", "scope"],
    td: ["colspan", "rowspan"],
  },
  iframe: ["src", "title", "width", "height", "allowfullscreen", "sandbox", "referrerpolicy", "loading"],
};
const plain =
  "p br hr h2 h3 h4 blockquote pre ul li figure figcaption table caption thead tbody tr strong b em i u s del ins sub sup mark small";

/** Everything in sanitized HTML that has no business there, by a reading of our own. */
function strays(html: string): string[] {
  const known = new Map<string, string[]>([
    ...plain.split(" ").map((name): [string, string[]] => [name, []]),
    ...Object.entries(attributes),
  ]);
  const tags = [...html.matchAll(/<[^>]*>?/g)].map(([tag]) => tag);
  return tags.filter((tag) => {
    const [, name = "", rest = ""] = /^<\/?([a-z0-9]+)((?: [a-z]+(?:="[^"<>]*")?)*)(?: \/)?>$/.exec(tag) ?? [];
    const names = [...rest.matchAll(/ ([a-z]+)(?:="[^"]*")?/g)].map(([, attribute = ""]) => attribute);
    const links = [...rest.matchAll(/ (?:href|src)="([^"]*)"/g)].map(([, link = ""]) => link);
    const allowed = known.get(name);
    return (
      !allowed ||
      names.some((attribute) => !allowed.includes(attribute)) ||
      links.some((link) => /^[a-z][a-z0-9+.-]*:/i.test(link) && !/^(https?:|mailto:)/i.test(link)) ||
      (name === "iframe" &&
        !/src="https:\/\/(www\.youtube-nocookie\.com|player\.vimeo\.com)\//.test(tag) &&
        tag[1] !== "/")
    );
  });
}

describe("sanitizing", () => {
  it.each(markupAttacks)("leaves nothing that acts of %j", async (attack) => {
    expect(strays(await sanitize(`<p>Before</p>${attack}<p>After</p>`))).toEqual([]);
  });

  it("leaves what authors write as it is", async () => {
    const text = [
      '<h2>Title</h2><p>A <strong>bold</strong> <a href="/courses/x">link</a>, <em>हिन्दी</em> &amp; 1 &lt; 2.</p>',
      '<pre><code class="language-ts">const a = 1;</code></pre><ul><li>One</li></ul><ol start="3"><li>Two</li></ol>',
      '<figure><img src="https://images.instaiq.com/a.jpg" alt="A" width="800" height="600" /><figcaption>A</figcaption></figure>',
      '<table><thead><tr><th scope="col">A</th></tr></thead><tbody><tr><td colspan="2">B</td></tr></tbody></table>',
    ].join("");
    expect(await sanitize(text)).toBe(text);
    expect(await sanitize('<a href="https://x.example" rel="opener" target="_blank">x</a>')).toBe(
      '<a href="https://x.example" rel="noopener nofollow">x</a>',
    );
    expect(await sanitize('<iframe src="https://www.youtube-nocookie.com/embed/x" allow="camera"></iframe>')).toBe(
      '<iframe src="https://www.youtube-nocookie.com/embed/x" sandbox="allow-scripts allow-same-origin allow-presentation" referrerpolicy="strict-origin-when-cross-origin" loading="lazy"></iframe>',
    );
  });

  const scraps = fc.constantFrom(
    ...["<", ">", "</", "/>", "<!--", "-->", "<p", "<a href=", "<img src=", "<script>", "</script>", "<svg>", "<math>"],
    ...[
      " onerror=",
      "hit()",
      "javascript:",
      '"',
      "'",
      "`",
      "=",
      "&",
      "&#",
      "&lt;",
      "&quot;",
      "x",
      " ",
      "\n",
      "\u0000",
      "<style>",
    ],
    ...["</style>", "<iframe src=", "https://player.vimeo.com/", "<noscript>", "]]>", "<b>", "</p>", "<table>", "<td>"],
  );
  const soup = fc.array(scraps, { maxLength: 40 }).map((parts) => parts.join(""));

  it("leaves nothing that acts of any soup of tags, and the second time not a word is lost", async () => {
    await fc.assert(
      fc.asyncProperty(soup, async (text) => {
        const once = await sanitize(text);
        expect(strays(once)).toEqual([]);
        expect(plainText(await sanitize(once))).toBe(plainText(once));
      }),
      { numRuns: 500 },
    );
  });

  it("takes out characters that no XML may hold, however they are written", async () => {
    const html = await sanitize("<p>a&#1;b\u0007c&#xFFFF;d&#0;&#27;</p>");
    expect([...html].filter((sign) => /[^\P{C}\n\t]|\uFFFF/u.test(sign))).toEqual([]);
  });
});

test("the words of a text stand on one line, its signs as they are meant", async () => {
  const html = await sanitize(
    "<h2>One</h2><p>two<br>th<b>re</b>e</p><ul><li>a &lt; b</li><li>&amp;lt; &quot;c&quot;</li></ul>",
  );
  expect(plainText(html)).toBe('One two three a < b &lt; "c"');
});
