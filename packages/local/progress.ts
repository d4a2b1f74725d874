/** One line that says what is being waited for, and for how long; plain lines where nobody is looking. */
export class Progress {
  private timer: NodeJS.Timeout | undefined;
  private readonly visible = process.stderr.isTTY;

  say(doing: string): void {
    clearInterval(this.timer);
    const since = performance.now();
    const draw = () => process.stderr.write(`\r\x1b[2K… ${doing} ${((performance.now() - since) / 1000).toFixed(1)} s`);
    if (!this.visible) return void process.stderr.write(`… ${doing}\n`);
    draw();
    this.timer = setInterval(draw, 100);
  }

  done(): void {
    clearInterval(this.timer);
    if (this.visible) process.stderr.write("\r\x1b[2K");
  }
}
