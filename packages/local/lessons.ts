interface SeedLesson {
  title: string;
  kind: "text" | "video" | "quiz";
  body?: string;
  duration_seconds: number;
  video_url?: string;
  preview?: boolean;
  drip_days?: number;
}

interface SeedSection {
  title: string;
  lessons: SeedLesson[];
}

const text = (title: string, minutes: number, body: string, more: Partial<SeedLesson> = {}): SeedLesson => ({
  ...{ title, kind: "text", body, duration_seconds: minutes * 60 },
  ...more,
});

/** What the seeded courses teach, by their titles: one free, one paid whose second week opens later. */
export const curricula: Record<string, SeedSection[]> = {
  "Git in One Afternoon": [
    {
      title: "Commits",
      lessons: [
        text("Why versions?", 5, "<p>A project remembers what you forget: <em>what</em> changed, when, and why.</p>", {
          preview: true,
        }),
        text("The first commit", 12, "<pre><code>git init\ngit add .\ngit commit -m 'Begin'</code></pre>"),
        text("Good messages", 8, "<p>Say <strong>why</strong>. The difference says what.</p>"),
      ],
    },
    {
      title: "Branches",
      lessons: [
        text("A branch is a name", 10, "<p>Forty hexadecimal digits in a file. Nothing else.</p>"),
        text("Out of every mess", 20, "<p><code>git reflog</code> remembers where you have been for 90 days.</p>"),
        { title: "What do you remember?", kind: "quiz", duration_seconds: 600 },
      ],
    },
  ],
  "TypeScript from the Ground Up": [
    {
      title: "First week: values and types",
      lessons: [
        text("What a type promises", 9, "<p>A type is a set of values, and a promise about them.</p>", {
          preview: true,
        }),
        {
          ...text("Set up your editor", 6, "<p>Follow along: strict mode from the first line.</p>"),
          ...{ kind: "video", video_url: "https://videos.example.com/set-up-your-editor.mp4" },
        },
        text("Unions", 15, "<p>Model what can be, and nothing that can't.</p>"),
      ],
    },
    {
      title: "Second week: the shape of a program",
      lessons: [
        text("Narrowing", 14, "<p>Ask, and the compiler listens.</p>", { drip_days: 7 }),
        text("Generics without fear", 18, "<p>A function over types, as a function is over values.</p>", {
          drip_days: 7,
        }),
      ],
    },
  ],
};
