import { HtmlValidate } from "html-validate";
import { askingPage, donePage } from "#functions/mail/page";
import { samples } from "../samples";

const validator = new HtmlValidate({
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // Mail programs look in style attributes first, and some nowhere else.
    "no-inline-style": "off",
    // Outlook takes colours and widths from attributes.
    "no-deprecated-attr": "off",
    // Outlook leaves out elements that it doesn't know, with what is in them.
    "prefer-native-element": "off",
  },
});

const faultsOf = async (markup: string) => {
  const { results } = await validator.validateString(markup);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  );
};

test.each(Object.entries(samples()))("%s is valid HTML, and accessible", async (_name, { html }) => {
  expect(await faultsOf(html)).toEqual([]);
});

test.each([askingPage("reminders"), donePage("reminders")])("so are the pages that a link leads to", async (page) => {
  expect(await faultsOf(String(page.content))).toEqual([]);
});

test("and the validator would say if one weren't", async () => {
  expect(await faultsOf("<!doctype html>\n<p><div>")).not.toEqual([]);
});
