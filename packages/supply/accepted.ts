/** What may be deployed, by SPDX identifier, and why. */
export const accepted: Record<string, string> = {
  MIT: "asks for its text to go along, which THIRD-PARTY-NOTICES does",
  "MIT-0": "asks for nothing",
  "0BSD": "asks for nothing",
  ISC: "as MIT",
  "BSD-2-Clause": "as MIT",
  "BSD-3-Clause": "as MIT; our texts advertise with nobody's name",
  "BlueOak-1.0.0": "as MIT, in plain words, with a grant of patents",
  "Apache-2.0": "as MIT, and a NOTICE goes along where there is one; grants patents",
  "OFL-1.1": "fonts: go along with their text, aren't sold by themselves, keep their reserved names",
};

/** Copyleft that is accepted, package by package, each with what it asks of us. */
export const excepted: Record<string, { licence: string; why: string }> = Object.fromEntries(
  ["arm64", "x64"].map((cpu) => [
    `@img/sharp-libvips-linux-${cpu}`,
    {
      licence: "LGPL-3.0-or-later",
      why:
        "a shared library in a file of its own that sharp's binding loads at run time: whoever has the asset can put another build in its place. " +
        "Its text and the GPL's go along, and where its sources are. Linked into the bundle, or changed by us, it would ask for more",
    },
  ]),
);
