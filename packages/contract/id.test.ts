it("works", async () => {
  const m = await import("@middy/core");
  expect(m.default).toBeDefined();
});
